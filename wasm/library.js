// Goes into the generated script, instead of Emscripten's own functions of the same names where it has them.

mergeInto(LibraryManager.library, {
  // Embind registers texts of 16 and 32 bits to a character, whether anything has them or not. With nothing here, all
  // that reads and writes them stays out of the script.
  _embind_register_std_wstring__deps: [],
  _embind_register_std_wstring: function () {},

  // An object of the module is freed by its delete(), and by nothing else: what embind has for several handles to one
  // object, for classes that derive from others and for objects the browser finds forgotten was a tenth of the script.
  $attachFinalizer__deps: [],
  $attachFinalizer: function (handle) {
    return handle;
  },
  $init_ClassHandle__deps: ['$ClassHandle'],
  $init_ClassHandle: function () {
    ClassHandle.prototype['delete'] = function () {
      var held = this.$$;
      if (held.ptr) held.ptrType.registeredClass.rawDestructor(held.ptr);
      held.ptr = 0;
    };
  },

  // For strtod() in runtime.cpp. Digits are ASCII.
  tspq_number: function (text) {
    var digits = '';
    for (text >>>= 0; HEAPU8[text]; ++text) digits += String.fromCharCode(HEAPU8[text]);
    return Number(digits);
  },
});

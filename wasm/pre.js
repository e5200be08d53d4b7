// Goes to the beginning of the generated script, inside its function.

// The module asks for random bytes to key its sets of ids, by the name browsers and Node from 20 on have for them. Node
// 18 has none without a module of its own, which this script could load in one of its forms only; the keys are no
// secret, so this will do there.
var crypto =
  typeof globalThis.crypto === 'object'
    ? globalThis.crypto
    : {
        getRandomValues: function (bytes) {
          for (var i = 0; i < bytes.length; ++i) bytes[i] = Math.random() * 256;
          return bytes;
        },
      };

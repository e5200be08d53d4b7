// The npm package, installed from its archive as anyone would, and driven by its own loader.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { before, describe, test } from 'node:test';
import { CRITERIA, sampleDate, samplePaths } from '../browser/support/expected.mjs';
import { scratch } from '../browser/support/scratch.mjs';
import { startServer } from '../../tools/serve.mjs';
import { repository, tspq } from '../wasm/core.mjs';
import { npmArchive, version } from './downloads.mjs';
import { openBrowser } from './engines.mjs';

const project = scratch('npm');
const WINDOW = 'completed-months';

/** The package as the project sees it. */
let tspqCore;
let core;

before(async () => {
  writeFileSync(join(project, 'package.json'), '{"private": true, "type": "module"}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', npmArchive()], {
    cwd: project,
    stdio: 'pipe',
  });
  writeFileSync(join(project, 'use.mjs'), "export * from 'tspq-core';\n");
  tspqCore = await import(pathToFileURL(join(project, 'use.mjs')).href);
  core = await tspqCore.loadCore();
});

function withFiles(paths, use, settings = '{}') {
  const calculator = new core.Calculator(settings);
  try {
    const readings = paths.map((path) => tspqCore.readFile(calculator, basename(path), readFileSync(path)));
    return use(calculator, readings);
  } finally {
    calculator.delete();
  }
}

test('it needs no other package and has the page’s version', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'node_modules/tspq-core/package.json'), 'utf8'));
  assert.equal(manifest.version, version);
  assert.equal(manifest.dependencies, undefined);
  assert.equal(manifest.scripts, undefined);
});

describe('its answers', () => {
  test('are those of the command line, byte for byte', () => {
    for (const paths of [samplePaths, [...samplePaths].reverse(), samplePaths.slice(0, 1), []]) {
      withFiles(paths, (calculator) => {
        if (paths.length === 0)
          return assert.equal(JSON.parse(calculator.score(sampleDate, WINDOW)).overall.status, 'not-started');
        assert.equal(
          `${calculator.score(sampleDate, WINDOW)}\n`,
          tspq(['score', ...paths, '--anniversary', sampleDate, '--json']).out,
        );
      });
    }
  });

  test('follow the settings', () => {
    const [org] = readFileSync(samplePaths[0], 'utf8')
      .split('\n')
      .slice(1, 2)
      .map((line) => line.split(',')[1]);
    withFiles(
      samplePaths,
      (calculator) => {
        assert.equal(calculator.problem(), '');
        assert.equal(
          `${calculator.score(sampleDate, 'exact-days')}\n`,
          tspq(['score', ...samplePaths, '--anniversary', sampleDate, '--window', 'exact-days', '--org', org, '--json'])
            .out,
        );
      },
      JSON.stringify({ choices: { org_ids: [org] } }),
    );
  });

  test('are the same on a machine without SIMD instructions', { skip: process.arch !== 'x64' }, () => {
    const script = `import { readFileSync } from 'node:fs';
      import { loadCore, readFile } from 'tspq-core';
      const calculator = new (await loadCore()).Calculator('{}');
      readFile(calculator, 'Surveys.csv', readFileSync(process.argv[1]));
      console.log(calculator.score('${sampleDate}', '${WINDOW}'));`;
    const answer = (...options) =>
      execFileSync(process.execPath, [...options, '--input-type=module', '-e', script, samplePaths[2]], {
        cwd: project,
        encoding: 'utf8',
      });
    assert.equal(answer('--no-enable-sse4-1'), answer());
  });

  test('come from bytes passed in as well, as on a page that fetches nothing', async () => {
    const wasmBinary = readFileSync(join(project, 'node_modules/tspq-core/tspq-core.wasm'));
    const own = await tspqCore.loadCore({ wasmBinary });
    const calculator = new own.Calculator('{}');
    tspqCore.readFile(calculator, 'Surveys.csv', readFileSync(samplePaths[2]));
    assert.equal(JSON.parse(calculator.score(sampleDate, WINDOW)).base.average_response_score.has_data, true);
    calculator.delete();
  });
});

describe('in a browser', () => {
  for (const kind of ['chromium', 'firefox']) {
    test(`${kind} fetches the module from beside the script and gives the same answers`, async () => {
      const imports = {
        'tspq-core': './node_modules/tspq-core/index.js',
        '#wasm-bytes': './node_modules/tspq-core/bytes-web.js',
      };
      const script = `import { loadCore, readFile } from 'tspq-core';
        const calculator = new (await loadCore()).Calculator('{}');
        readFile(calculator, 'Surveys.csv', new Uint8Array(await (await fetch('Surveys.csv')).arrayBuffer()));
        globalThis.answer = calculator.score('${sampleDate}', '${WINDOW}');`;
      writeFileSync(
        join(project, 'index.html'),
        `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script><script type="module">${script}</script>`,
      );
      copyFileSync(samplePaths[2], join(project, 'Surveys.csv'));
      const site = await startServer({ folder: project });
      const started = await openBrowser(kind);
      try {
        const page = await started.browser.newPage();
        await page.goto(site.url);
        await page.waitForFunction(() => globalThis.answer !== undefined);
        assert.equal(
          `${await page.evaluate(() => globalThis.answer)}\n`,
          tspq(['score', samplePaths[2], '--anniversary', sampleDate, '--json']).out,
        );
        assert.deepEqual(
          site.requests.map(({ url }) => basename(url)).filter((name) => name.endsWith('.wasm')),
          ['tspq-core.wasm'],
        );
      } finally {
        await started.close();
        await site.close();
      }
    });
  }

  test('bundlers bring the modules along: the address of each stands in full, in the form that they look for', () => {
    const folder = join(project, 'node_modules/tspq-core');
    const source = readFileSync(join(folder, 'bytes-web.js'), 'utf8');
    const found = [...source.matchAll(/new URL\('\.\/([^']+)', import\.meta\.url\)/g)].map(([, name]) => name);
    assert.deepEqual(
      found.sort(),
      readdirSync(folder)
        .filter((name) => name.endsWith('.wasm'))
        .sort(),
    );
  });
});

/**
 * A source in which every answer is a constant of its declared type, so that the compiler sees missing and undeclared
 * fields alike.
 */
function realAnswers() {
  const constants = [];
  const say = (type, json) => constants.push(`export const _${constants.length}: ${type} = ${json};`);
  const bad = {
    'bad.csv': 'Redemption date,Nothing else\n2026-01-01,1\n',
    'other.csv': 'Redemption date,Course type,V ORG ID\n03/04/2026,Advanced?,7\n',
  };
  const badPaths = Object.entries(bad).map(([name, text]) => {
    writeFileSync(join(project, name), text);
    return join(project, name);
  });
  for (const paths of [samplePaths, badPaths, []]) {
    withFiles(paths, (calculator, readings) => {
      say('Score', calculator.score(sampleDate, WINDOW));
      for (const id of CRITERIA) say('Details', calculator.details(sampleDate, WINDOW, id));
      say('Outlook', calculator.outlook(sampleDate, WINDOW));
      for (const reading of readings) say('FileReading', JSON.stringify(reading));
      const page = calculator.findRows(sampleDate, WINDOW, '{"which": "not-counted"}', 0, 20);
      say('LineItemPage', page);
      JSON.parse(page).pieces.forEach(({ file, from, to }, at) => {
        assert.ok(calculator.beginItems(at));
        const bytes = readFileSync(paths[file]).subarray(from, to);
        calculator.room(bytes.length).set(bytes);
        calculator.feedItems(bytes.length);
        say('LineItem[]', calculator.endItems());
      });
    });
  }
  const decided = readdirSync(join(repository, 'tests/cases')).filter((name) => name.endsWith('.case'));
  for (const name of decided)
    for (const [, choices] of readFileSync(join(repository, 'tests/cases', name), 'utf8').matchAll(
      /^choices: (.*)$/gm,
    )) {
      const settings = `{"choices": ${choices}}`;
      const calculator = new core.Calculator(settings);
      if (calculator.problem() === '') say('Settings', settings);
      calculator.delete();
    }
  for (const settings of ['{', '{"colour": 1}', '{"choices": {"org_ids": 7}}', '{"rulebook": {}}']) {
    const wrong = new core.Calculator(settings);
    say('SettingsProblem', wrong.problem());
    wrong.delete();
  }
  const names = [...new Set(constants.map((line) => /: (\w+)/.exec(line)[1]))];
  return `import type { ${names.join(', ')} } from 'tspq-core';\n${constants.join('\n')}\n`;
}

describe('its declarations', () => {
  /** What the compiler says of each source, all in one run: starting it takes longest. */
  function compile(sources) {
    for (const [name, source] of Object.entries(sources)) writeFileSync(join(project, name), source);
    const compiler = join(repository, 'web/node_modules/typescript/bin/tsc');
    const options = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--moduleResolution',
      'nodenext',
      '--pretty',
      'false',
    ];
    const { stdout } = spawnSync(process.execPath, [compiler, ...options, ...Object.keys(sources)], {
      cwd: project,
      encoding: 'utf8',
    });
    const lines = stdout.split('\n').filter((line) => line !== '');
    return (name) => lines.filter((line) => line.startsWith(`${name}(`) || !/^[\w.]+\(/.test(line)).join('\n');
  }

  const use = `
    import { loadCore, readFile, type Score } from 'tspq-core';
    const core = await loadCore();
    const calculator = new core.Calculator('{}');
    const { problem } = readFile(calculator, 'a.csv', new Uint8Array(3));
    const score = JSON.parse(calculator.score('2026-12-01', 'completed-months')) as Score;
    export const told: [string | undefined, boolean] = [problem?.message, score.overall.qualified];
    calculator.delete();
  `;
  let complaintsOf;
  before(() => {
    complaintsOf = compile({
      'answers.ts': realAnswers(),
      'use.ts': use,
      'misuse.ts': use.replace('calculator.delete()', 'calculator.erase()'),
    });
  });

  test('fit real settings, and real answers in both directions: no field is missing, none is undeclared', () =>
    assert.equal(complaintsOf('answers.ts'), ''));

  test('say how the calls are made, and refuse what is not there', () => {
    assert.equal(complaintsOf('use.ts'), '');
    assert.match(complaintsOf('misuse.ts'), /'erase' does not exist/);
  });

  test('have an entry for every call the module offers', () => {
    const declared = readFileSync(join(project, 'node_modules/tspq-core/index.d.ts'), 'utf8');
    const body = /export interface Calculator \{([^]*?)\n\}/.exec(declared)[1];
    const calls = [...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name);
    const known = new Set(['constructor', 'clone', 'isAliasOf', 'deleteLater', 'isDeleted']); // of every class that embind makes
    const offered = new Set();
    for (
      let proto = core.Calculator.prototype;
      proto && proto !== Object.prototype;
      proto = Object.getPrototypeOf(proto)
    )
      Object.getOwnPropertyNames(proto).forEach((name) => offered.add(name));
    assert.deepEqual(calls.sort(), [...offered].filter((name) => !known.has(name)).sort());
  });

  test('have a sentence for every field and call', () => {
    for (const name of ['index.d.ts', 'answers.d.ts', 'settings.d.ts']) {
      const lines = readFileSync(join(project, 'node_modules/tspq-core', name), 'utf8').split('\n');
      const bare = lines.filter(
        (line, at) => /^ {2,8}\w+(\?|\(.*\))?: /.test(line) && !/^\s*(\*\/|.*\*\/)\s*$/.test(lines[at - 1]),
      );
      assert.deepEqual(bare, [], name);
    }
  });
});

// Loaded into a program by NODE_OPTIONS: writes down every process that it starts.
const { ChildProcess } = require('node:child_process');
const childProcess = require('node:child_process');
const { appendFileSync } = require('node:fs');

const log = process.env.MIKADO_TEST_SPAWNS;
const record = (file, args) => appendFileSync(log, `${JSON.stringify([file, ...(args ?? [])])}\n`);

const { spawn } = ChildProcess.prototype;
ChildProcess.prototype.spawn = function recorded(options) {
  record(options.file, options.args?.slice(1));
  return spawn.call(this, options);
};
for (const name of ['spawnSync', 'execFileSync', 'execSync']) {
  const original = childProcess[name];
  childProcess[name] = (file, ...rest) => {
    record(file, Array.isArray(rest[0]) ? rest[0] : []);
    return original(file, ...rest);
  };
}

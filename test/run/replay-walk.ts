import { whatBreaks } from "../../server/src/acd/testing/broken-walk.ts";
import { checks } from "../../server/src/acd/testing/checks.ts";
import { readBrokenWalk } from "../../server/src/testing/walk-files.ts";

/**
 * `npm run replay-walk -- FILE`: walks a written-down failure of the engine's random walks again and tells each step, the
 * engine's events in it and the commands they led to. Exit 0 when nothing breaks any more, 1 when it does, 2 when it is no such file.
 */
const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error("which file? npm run replay-walk -- FILE");
  process.exit(2);
}
let walk;
try {
  walk = readBrokenWalk(path);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}

let taken = 0;
const found = whatBreaks(walk.steps, {
  check: checks[walk.check],
  onStep(step, world) {
    taken += 1;
    console.log(`${taken} ${step.act} who ${step.who} how ${step.how}`);
    world.watch = (event, { commands, ignored }) => {
      console.log(`    ${JSON.stringify(event)}${ignored === undefined ? "" : ` ignored: ${ignored}`}`);
      for (const command of commands) console.log(`      → ${JSON.stringify(command)}`);
    };
  },
});
console.log(found === undefined ? `${walk.check}: nothing breaks` : `${walk.check} breaks: ${found}`);
process.exitCode = found === undefined ? 0 : 1;

// `pnpm bench [name …]`: runs the benches and prints their figures as ratios within this run.
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchBoard } from './board/bench.ts';
import { benchCanvas } from './canvas/bench.ts';
import { benchDocument } from './document/bench.ts';
import { benchLog } from './log/bench.ts';
import { benchPlan } from './plan/bench.ts';
import { benchSync } from './sync/bench.ts';

const { positionals: asked, values } = parseArgs({
	allowPositionals: true,
	options: {
		sizes: { type: 'string' },
		only: { type: 'string' },
		gestures: { type: 'string' },
		traces: { type: 'string' },
		pictures: { type: 'string' }
	}
});
const benches: Readonly<Record<string, () => Promise<void>>> = {
	sync: () => onCore('1', benchSync),
	board: benchBoard,
	canvas: () => benchCanvas(values),
	document: benchDocument,
	log: benchLog,
	plan: benchPlan
};

const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
	console.error(
		`no bench named ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`
	);
	process.exit(2);
}
for (const name of asked.length > 0 ? asked : Object.keys(benches)) await benches[name]?.();

/** The clients share one core, so that the server has the other for itself. */
async function onCore(core: string, bench: () => Promise<void>): Promise<void> {
	pin(core);
	await bench();
	pin(`0-${cpus().length - 1}`);
}

function pin(cores: string): void {
	spawnSync('taskset', ['-a', '-cp', cores, String(process.pid)], { stdio: 'ignore' });
}

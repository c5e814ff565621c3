import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Refused } from './host.ts';
import { WrongUsage, type Arguments } from './usage.ts';
import type { Output } from './sessions.ts';

const RUNNER = path.resolve(import.meta.dirname, '../../../../test/bench/run.ts');

/** Runs the named comparisons, or all of them; what they print goes on as it comes. */
export async function bench(given: Arguments): Promise<Output> {
	given.only();
	if (!existsSync(RUNNER)) throw new Refused('the benches are not part of this installation');
	const names = given.words.slice(1);
	// With --json standard output belongs to the result.
	const out = given.json ? process.stderr : process.stdout;
	const child = spawn(process.execPath, [RUNNER, ...names], { stdio: ['ignore', out, 'inherit'] });
	const [code] = (await once(child, 'exit')) as [number | null];
	if (code === 2) throw new WrongUsage(`there is no bench named ${names.join(' ')}`);
	if (code !== 0) throw new Refused('the benches could not be run to their end');
	return { text: '', json: { ok: true, benches: names } };
}

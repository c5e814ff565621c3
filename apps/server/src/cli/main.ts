import { readConfig, type Config } from '../config.ts';
import { StartError } from '../serve.ts';
import { backup, restore } from './backup.ts';
import { bench } from './bench.ts';
import { Refused } from './host.ts';
import { digest, minutes } from './report.ts';
import {
	closeSession,
	createSession,
	erase,
	exportTo,
	invite,
	listSessions,
	retain,
	revoke,
	type Output
} from './sessions.ts';
import { Arguments, usage, WrongUsage } from './usage.ts';
import { verify, VerifyFailed } from './verify.ts';

const commands: Readonly<Record<string, (config: Config, given: Arguments) => Promise<Output>>> = {
	'session create': createSession,
	'session list': listSessions,
	'session close': closeSession,
	invite,
	revoke,
	erase,
	retain,
	export: exportTo,
	digest,
	minutes,
	verify: (_config, given) => verify(given),
	backup,
	restore,
	bench: (_config, given) => bench(given)
};

process.exitCode = await run(process.argv.slice(2));

async function run(typed: readonly string[]): Promise<number> {
	const wantsJson = typed.includes('--json');
	try {
		const given = new Arguments(typed);
		if (given.help || given.words.length === 0) {
			process.stdout.write(usage);
			return given.help ? 0 : 2;
		}
		const [first = '', second = ''] = given.words;
		const name = [`${first} ${second}`, first].find((known) => Object.hasOwn(commands, known));
		const command = commands[name ?? ''];
		if (command === undefined) throw new WrongUsage(`there is no command ${first}`);
		const settings = readConfig(process.env);
		if (!settings.ok) throw new WrongUsage(settings.reason);
		const output = await command(settings.config, given);
		console.log(given.json ? JSON.stringify(output.json) : output.text);
		return 0;
	} catch (error) {
		if (error instanceof WrongUsage) {
			console.error(`concordia: ${error.message}\n\n${usage}`);
			return 2;
		}
		if (error instanceof Refused || error instanceof StartError) {
			const problem = error instanceof VerifyFailed ? error.problem : undefined;
			if (wantsJson) console.log(JSON.stringify({ ok: false, error: error.message, problem }));
			console.error(`concordia: ${error.message}`);
			return 1;
		}
		const { code, syscall } = error as NodeJS.ErrnoException;
		if (code === undefined || syscall === undefined) throw error;
		// The system refused: a folder that isn't there, no right to write, no space.
		if (wantsJson) console.log(JSON.stringify({ ok: false, error: code }));
		console.error(`concordia: ${(error as Error).message}`);
		return 1;
	}
}

import path from 'node:path';
import { parseArgs } from 'node:util';

/** The command was typed wrongly. */
export class WrongUsage extends Error {
	override readonly name = 'WrongUsage';
}

export const usage = `Usage: pnpm concordia <command> [--json]

  session create --title T [--case FILE] [--organizations A,B,...] [--purpose P]
                     opens a session and prints its links (A is an id, or id=Name)
  session list       sessions and how many people are in them
  session close ID   ends a session; it can be read from then on
  invite --session ID --organization O --role mediator|delegate|participant|observer
         [--name N] [--uses 1]
                     one more link
  revoke --session ID --participant P
                     takes a person out
  erase --session ID --participant P|--item I --reason TEXT
                     erases a name, or an item of the board with its past; the log says so and why
  retain --session ID --days N|none
                     for how long after the end names are kept
  export --session ID --out FILE.zip
                     the whole session with its log
  digest ID [--days 7] [--language en|de] [--out FILE]
                     what happened, for a mail to all partners (Markdown)
  minutes ID [--days N] [--language en|de] [--out FILE]
                     the skeleton of minutes (Markdown)
  verify FILE.zip [--earlier CHECKPOINT|EXPORT.zip] [--policy FILE]
                     checks an export; needs no server and no network
  verify FILE.tlog-proof [--policy FILE]
                     checks the proof of one entry
  backup --out FILE  all data, keys included, while the server runs or not
  restore FILE       into an empty data folder
  bench [NAME ...]   compares with other servers, in one run

Settings are taken from the environment (CONCORDIA_DATA, CONCORDIA_URL, PORT, ...).
Ends with 0 when done, 1 when refused, 2 when typed wrongly.
`;

const options = {
	json: { type: 'boolean' },
	help: { type: 'boolean', short: 'h' },
	title: { type: 'string' },
	purpose: { type: 'string' },
	case: { type: 'string' },
	organizations: { type: 'string' },
	session: { type: 'string' },
	organization: { type: 'string' },
	role: { type: 'string' },
	name: { type: 'string' },
	uses: { type: 'string' },
	participant: { type: 'string' },
	item: { type: 'string' },
	reason: { type: 'string' },
	days: { type: 'string' },
	language: { type: 'string' },
	out: { type: 'string' },
	earlier: { type: 'string' },
	policy: { type: 'string' }
} as const;

export type OptionName = Exclude<keyof typeof options, 'json' | 'help'>;

/** What was typed, by the names of the options. */
export class Arguments {
	readonly words: readonly string[];
	readonly json: boolean;
	readonly help: boolean;
	readonly #values: Readonly<Record<string, string | boolean | undefined>>;

	constructor(given: readonly string[]) {
		let parsed;
		try {
			parsed = parseArgs({ args: [...given], options, allowPositionals: true, strict: true });
		} catch (error) {
			throw new WrongUsage(error instanceof Error ? error.message : String(error));
		}
		this.words = parsed.positionals;
		this.#values = parsed.values;
		this.json = parsed.values.json === true;
		this.help = parsed.values.help === true;
	}

	optional(name: OptionName): string | undefined {
		const value = this.#values[name];
		return typeof value === 'string' ? value : undefined;
	}

	/** Files are meant as seen from where the command was typed; pnpm runs it somewhere else. */
	file(name: OptionName): string {
		return fromHere(this.required(name));
	}

	optionalFile(name: OptionName): string | undefined {
		const value = this.optional(name);
		return value === undefined ? undefined : fromHere(value);
	}

	required(name: OptionName): string {
		const value = this.optional(name);
		if (value === undefined || value === '') throw new WrongUsage(`--${name} is missing`);
		return value;
	}

	/** Refuses options that the command has no use for: a mistyped one must not be passed over. */
	only(...names: readonly OptionName[]): void {
		for (const name of Object.keys(this.#values)) {
			if (name === 'json' || name === 'help' || (names as readonly string[]).includes(name))
				continue;
			throw new WrongUsage(`this command has no option --${name}`);
		}
	}

	/** Words after the command, exactly so many. */
	after(command: number, ...names: readonly string[]): string[] {
		const rest = this.words.slice(command);
		if (rest.length < names.length) throw new WrongUsage(`${names[rest.length] ?? ''} is missing`);
		if (rest.length > names.length) throw new WrongUsage(`what is ${rest[names.length] ?? ''}?`);
		return rest;
	}
}

export function fromHere(file: string): string {
	return path.resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
}

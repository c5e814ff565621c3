import path from 'node:path';

/** All settings, read from the environment once at the start. */
export interface Config {
	readonly host: string;
	/** 0 takes any free port. */
	readonly port: number;
	/** Public URL without a slash at the end; null: what the browser shows is taken. */
	readonly url: string | null;
	readonly trustProxy: boolean;
	readonly data: string;
	readonly hostKey: string | null;
	readonly sample: boolean;
	readonly logLevel: string;
}

export type ConfigResult =
	| { readonly ok: true; readonly config: Config }
	| { readonly ok: false; readonly reason: string };

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];
const MIN_KEY_LENGTH = 8;

/** Reads the settings; the reason names the first one that is wrong and what it should be. */
export function readConfig(
	environment: Readonly<Record<string, string | undefined>>
): ConfigResult {
	const get = (name: string): string | null => {
		const value = environment[name]?.trim();
		return value === undefined || value === '' ? null : value;
	};
	const port = readPort(get('PORT'));
	if (port === null) return wrong('PORT', get('PORT'), 'a number from 0 to 65535');
	const url = readUrl(get('CONCORDIA_URL'));
	if (url === undefined) {
		return wrong('CONCORDIA_URL', get('CONCORDIA_URL'), 'an http or https address without a path');
	}
	const trustProxy = readSwitch(get('TRUST_PROXY'), false);
	if (trustProxy === null) return wrong('TRUST_PROXY', get('TRUST_PROXY'), '1 or 0');
	const sample = readSwitch(get('CONCORDIA_SAMPLE'), true);
	if (sample === null) return wrong('CONCORDIA_SAMPLE', get('CONCORDIA_SAMPLE'), '1 or 0');
	const store = get('CONCORDIA_STORE') ?? 'sqlite';
	if (/^postgres(ql)?:/.test(store)) {
		return { ok: false, reason: 'CONCORDIA_STORE: this version stores in sqlite only' };
	}
	if (store !== 'sqlite') return wrong('CONCORDIA_STORE', store, 'sqlite');
	const hostKey = get('CONCORDIA_HOST_KEY');
	if (hostKey !== null && !/^[\x21-\x7e]+$/.test(hostKey)) {
		return {
			ok: false,
			reason: 'CONCORDIA_HOST_KEY may hold letters, digits and signs only, no spaces'
		};
	}
	if (hostKey !== null && hostKey.length < MIN_KEY_LENGTH) {
		return {
			ok: false,
			reason: `CONCORDIA_HOST_KEY must have at least ${MIN_KEY_LENGTH} characters`
		};
	}
	const logLevel = get('CONCORDIA_LOG') ?? 'info';
	if (!logLevels.includes(logLevel)) return wrong('CONCORDIA_LOG', logLevel, logLevels.join(', '));
	return {
		ok: true,
		config: {
			host: get('HOST') ?? '0.0.0.0',
			port,
			url,
			trustProxy,
			data: path.resolve(get('CONCORDIA_DATA') ?? 'data'),
			hostKey,
			sample,
			logLevel
		}
	};
}

function wrong(name: string, value: string | null, should: string): ConfigResult {
	return { ok: false, reason: `${name} is ${JSON.stringify(value)}, but must be ${should}` };
}

function readPort(text: string | null): number | null {
	if (text === null) return 3000;
	return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

function readSwitch(text: string | null, otherwise: boolean): boolean | null {
	if (text === null) return otherwise;
	if (text === '1' || text === 'true') return true;
	return text === '0' || text === 'false' ? false : null;
}

// Undefined: not an address this server can have.
function readUrl(text: string | null): string | null | undefined {
	if (text === null) return null;
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
	const isBare =
		url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
	return isBare ? url.origin : undefined;
}

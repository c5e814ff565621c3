import { preferences } from '#lib/preferences.svelte.ts';
import { type Catalogue, chooseLocale, flatten, type Locale } from './catalogue.ts';
import {
	formatDate,
	formatMessage,
	formatNumber,
	regionOf,
	type Param,
	type Params
} from './message.ts';

export { locales, type Locale } from './catalogue.ts';
export type { Params } from './message.ts';

/** What the board needs to open; the other areas come with the pages that use them. */
let english = flatten(
	import.meta.glob('./messages/en/{board,common,errors,presence}.json', {
		eager: true,
		import: 'default'
	}) satisfies Catalogue
);

async function readGerman(all: boolean): Promise<ReadonlyMap<string, string>> {
	const [{ german }, later] = await Promise.all([
		import('./german.ts'),
		all ? import('./german-later.ts') : null
	]);
	return flatten({ ...german, ...later?.others });
}

/** The language of the page. German texts are fetched before the switch, so nothing flickers. */
class CurrentLocale {
	#current: Locale = $state('en');
	/** What was asked for last; its texts may still be on their way. */
	#wanted: Locale = 'en';
	#messages: ReadonlyMap<string, string> = $state.raw(english);
	#hasAll = false;

	get current(): Locale {
		return this.#current;
	}

	get messages(): ReadonlyMap<string, string> {
		return this.#messages;
	}

	/** Loads what the reader prefers. Awaited before the first page is drawn. */
	async start(): Promise<void> {
		const preferred = chooseLocale(preferences.locale, navigator.languages);
		if (preferred !== this.#current) await this.#show(preferred);
		document.documentElement.lang = preferred;
	}

	/** Loads the texts of all pages. */
	async loadAll(): Promise<void> {
		if (this.#hasAll) return;
		const [{ others }] = await Promise.all([
			import('./english.ts'),
			this.#wanted === 'de' ? import('./german-later.ts') : null
		]);
		english = new Map([...english, ...flatten(others)]);
		this.#hasAll = true;
		await this.#show(this.#wanted);
	}

	async choose(locale: Locale): Promise<void> {
		preferences.locale = locale;
		await this.#show(locale);
	}

	async #show(locale: Locale): Promise<void> {
		this.#wanted = locale;
		const hasAll = this.#hasAll;
		const messages = locale === 'de' ? await readGerman(hasAll) : english;
		// Meanwhile another language was wanted, or more texts have come: they are shown by whoever brought that about.
		if (this.#wanted !== locale || this.#hasAll !== hasAll) return;
		this.#messages = messages;
		this.#current = locale;
		document.documentElement.lang = locale;
	}
}

export const locale = new CurrentLocale();

/** What shows texts that are not among the first: it comes with them. */
export async function withTexts<Part>(part: Promise<Part>): Promise<Part> {
	const [loaded] = await Promise.all([part, locale.loadAll()]);
	return loaded;
}

/** The text for `area.key` in the reader's language. An unknown key shows itself. */
export function t(key: string, params?: Params): string {
	const text = locale.messages.get(key) ?? english.get(key);
	return text === undefined ? key : formatMessage(text, locale.current, params);
}

/** Whether there is a text for this key: for codes that come from the server. */
export function hasText(key: string): boolean {
	return english.has(key);
}

export function number(value: number, options?: Intl.NumberFormatOptions): string {
	return formatNumber(value, locale.current, options);
}

/** `date(ms)` = 21 November 2026; pass other options for other shapes. */
export function date(
	value: Param,
	options: Intl.DateTimeFormatOptions = { dateStyle: 'long' }
): string {
	return formatDate(value, locale.current, options);
}

export function dateTime(value: Param): string {
	return formatDate(value, locale.current, { dateStyle: 'medium', timeStyle: 'short' });
}

/** "A, B and C" */
export function list(values: readonly string[]): string {
	return new Intl.ListFormat(regionOf(locale.current), { type: 'conjunction' }).format(values);
}

/**
 * Messages are plain strings with `{name}`, `{when, date}`, `{n, number}`,
 * `{n, plural, =0 {none} one {# file} other {# files}}` and `{x, select, a {…} other {…}}`.
 * `#` inside a plural is the number. A brace that is meant as text is doubled.
 */
export type Param = string | number | Date | null | undefined;
export type Params = Readonly<Record<string, Param>>;

type Part =
	| string
	| { readonly name: string; readonly kind: 'text' | 'number' | 'date' | 'time' | 'datetime' }
	| {
			readonly name: string;
			readonly kind: 'plural' | 'select';
			readonly cases: ReadonlyMap<string, readonly Part[]>;
	  }
	| { readonly kind: 'count' };

const kinds: readonly string[] = ['text', 'number', 'date', 'time', 'datetime'];

/** Reads a message. Throws on a broken one: catalogues are ours, and a test reads all of them. */
export function parseMessage(source: string): readonly Part[] {
	let at = 0;
	const fail = (what: string): never => {
		throw new SyntaxError(`${what} at ${at} in message ${JSON.stringify(source)}`);
	};

	const word = (): string => {
		const match = /^\s*([\w=-]+)\s*/.exec(source.slice(at));
		if (!match) return fail('expected a word');
		at += match[0].length;
		return match[1]!;
	};

	const take = (mark: string): void => {
		if (source[at] !== mark) fail(`expected ${mark}`);
		at += 1;
	};

	const placeholder = (): Part => {
		const name = word();
		if (source[at] === '}') {
			at += 1;
			return { name, kind: 'text' };
		}
		take(',');
		const kind = word();
		if (kind === 'plural' || kind === 'select') {
			take(',');
			const cases = new Map<string, readonly Part[]>();
			while (source[at] !== '}') {
				const label = word();
				take('{');
				cases.set(label, parts(kind === 'plural', true));
				take('}');
				at += /^\s*/.exec(source.slice(at))![0].length;
			}
			take('}');
			if (!cases.has('other')) fail(`${kind} without "other"`);
			return { name, kind, cases };
		}
		if (!kinds.includes(kind)) fail(`unknown format ${kind}`);
		take('}');
		return { name, kind: kind as 'text' | 'number' | 'date' | 'time' | 'datetime' };
	};

	const parts = (inPlural: boolean, nested: boolean): readonly Part[] => {
		const found: Part[] = [];
		let text = '';
		const flush = (): void => {
			if (text) found.push(text);
			text = '';
		};
		while (at < source.length) {
			const mark = source[at]!;
			if ((mark === '{' || mark === '}') && source[at + 1] === mark && !(nested && mark === '}')) {
				text += mark;
				at += 2;
			} else if (mark === '{') {
				flush();
				at += 1;
				found.push(placeholder());
			} else if (mark === '}') {
				if (!nested) fail('unexpected }');
				break;
			} else if (mark === '#' && inPlural) {
				flush();
				found.push({ kind: 'count' });
				at += 1;
			} else {
				text += mark;
				at += 1;
			}
		}
		if (nested && at >= source.length) fail('missing }');
		flush();
		return found;
	};

	return parts(false, false);
}

const cache = new Map<string, readonly Part[]>();

/** Fills a message in. A missing parameter leaves its name in braces, so that it is seen. */
export function formatMessage(source: string, locale: string, params: Params = {}): string {
	if (!source.includes('{') && !source.includes('}')) return source;
	let parts = cache.get(source);
	if (!parts) cache.set(source, (parts = parseMessage(source)));
	return render(parts, locale, params, 0);
}

function render(parts: readonly Part[], locale: string, params: Params, count: number): string {
	return parts.map((part) => renderPart(part, locale, params, count)).join('');
}

function renderPart(part: Part, locale: string, params: Params, count: number): string {
	if (typeof part === 'string') return part;
	if (part.kind === 'count') return formatNumber(count, locale);
	const value = params[part.name];
	if (value === undefined || value === null) return `{${part.name}}`;
	switch (part.kind) {
		case 'plural': {
			const n = Number(value);
			const cases = part.cases;
			const chosen =
				cases.get(`=${n}`) ?? cases.get(pluralCategory(n, locale)) ?? cases.get('other')!;
			return render(chosen, locale, params, n);
		}
		case 'select':
			return render(
				part.cases.get(String(value)) ?? part.cases.get('other')!,
				locale,
				params,
				count
			);
		case 'number':
			return formatNumber(Number(value), locale);
		case 'date':
			return formatDate(value, locale, { dateStyle: 'long' });
		case 'time':
			return formatDate(value, locale, { timeStyle: 'short' });
		case 'datetime':
			return formatDate(value, locale, { dateStyle: 'medium', timeStyle: 'short' });
		default:
			return typeof value === 'number' ? formatNumber(value, locale) : String(value);
	}
}

/** Names of the placeholders with their formats, sorted: two languages must agree on these. */
export function placeholders(source: string): string[] {
	const found = new Set<string>();
	const visit = (parts: readonly Part[]): void => {
		for (const part of parts) {
			if (typeof part === 'string' || part.kind === 'count') continue;
			found.add(`${part.name}:${part.kind}`);
			if (part.kind === 'plural' || part.kind === 'select') {
				for (const inner of part.cases.values()) visit(inner);
			}
		}
	};
	visit(parseMessage(source));
	return [...found].toSorted();
}

// Intl objects are slow to make and are asked for on every row of a table.
const numbers = new Map<string, Intl.NumberFormat>();
const plurals = new Map<string, Intl.PluralRules>();
const dates = new Map<string, Intl.DateTimeFormat>();

export function formatNumber(
	value: number,
	locale: string,
	options: Intl.NumberFormatOptions = {}
): string {
	const key = `${locale} ${JSON.stringify(options)}`;
	let format = numbers.get(key);
	if (!format) numbers.set(key, (format = new Intl.NumberFormat(locale, options)));
	return format.format(value);
}

export function formatDate(
	value: Param,
	locale: string,
	options: Intl.DateTimeFormatOptions
): string {
	const date = value instanceof Date ? value : new Date(value ?? Number.NaN);
	if (Number.isNaN(date.getTime())) return '';
	const key = `${locale} ${JSON.stringify(options)}`;
	let format = dates.get(key);
	if (!format) dates.set(key, (format = new Intl.DateTimeFormat(regionOf(locale), options)));
	return format.format(date);
}

/** English days are written as in the documents: the day before its month, hours to 24. */
export const regionOf = (locale: string): string => (locale === 'en' ? 'en-GB' : locale);

function pluralCategory(value: number, locale: string): string {
	let rules = plurals.get(locale);
	if (!rules) plurals.set(locale, (rules = new Intl.PluralRules(locale)));
	return rules.select(value);
}

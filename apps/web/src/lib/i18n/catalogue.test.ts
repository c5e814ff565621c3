import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseLocale, flatten } from './catalogue.ts';
import { parseMessage, placeholders } from './message.ts';

const folder = path.join(import.meta.dirname, 'messages');
const source = path.join(import.meta.dirname, '../..');

function load(locale: string): Map<string, string> {
	const files = readdirSync(path.join(folder, locale));
	return flatten(
		Object.fromEntries(
			files.map((file) => [
				file,
				JSON.parse(readFileSync(path.join(folder, locale, file), 'utf8')) as Record<string, string>
			])
		)
	);
}

const english = load('en');
const german = load('de');

/** Keys written as literals, and the fixed beginnings of keys that are put together. */
function keysInSource(): { exact: Map<string, string>; prefixes: Map<string, string> } {
	const exact = new Map<string, string>();
	const prefixes = new Map<string, string>();
	const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
		(file) => /\.(svelte|ts)$/.test(file) && !file.endsWith('.test.ts')
	);
	for (const file of files) {
		const text = readFileSync(path.join(source, file), 'utf8');
		for (const match of text.matchAll(/\bt\(\s*(['"`])([\w.$-]+?)(?:\1|(\$\{))/g)) {
			(match[3] ? prefixes : exact).set(match[2]!, file);
		}
	}
	return { exact, prefixes };
}

function canRead(text: string): boolean {
	try {
		parseMessage(text);
		return true;
	} catch {
		return false;
	}
}

describe('message catalogues', () => {
	it('has each text in both languages', () => {
		const englishKeys = [...english.keys()];
		const germanKeys = [...german.keys()];
		expect({
			missingInGerman: englishKeys.filter((key) => !german.has(key)),
			missingInEnglish: germanKeys.filter((key) => !english.has(key))
		}).toEqual({ missingInGerman: [], missingInEnglish: [] });
	});

	it('holds only texts that can be read, and none is empty', () => {
		const broken = [...english, ...german].filter(([, text]) => !text.trim() || !canRead(text));
		expect(broken).toEqual([]);
	});

	it('fills in the same things in both languages', () => {
		const differing = [...english]
			.filter(([key]) => german.has(key))
			.filter(
				([key, text]) => String(placeholders(text)) !== String(placeholders(german.get(key)!))
			)
			.map(([key]) => key);
		expect(differing).toEqual([]);
	});

	it('has every text that the pages ask for', () => {
		const { exact, prefixes } = keysInSource();
		expect(exact.size).toBeGreaterThan(20);
		const missing = [...exact].filter(([key]) => !english.has(key));
		const keys = [...english.keys()];
		const dangling = [...prefixes].filter(([start]) => !keys.some((key) => key.startsWith(start)));
		expect({ missing, dangling }).toEqual({ missing: [], dangling: [] });
	});
});

describe('chooseLocale', () => {
	it.each([
		['de', ['en-GB'], 'de'],
		[null, ['de-AT', 'en'], 'de'],
		[null, ['fr', 'de'], 'de'],
		[null, ['nl', 'fr'], 'en'],
		['xx', ['en-US', 'de'], 'en'],
		[null, [], 'en']
	])('prefers %s over %j: %s', (preferred, browser, expected) => {
		expect(chooseLocale(preferred, browser)).toBe(expected);
	});
});

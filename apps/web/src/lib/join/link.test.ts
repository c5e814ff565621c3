import { describe, expect, it } from 'vitest';
import { readLink, readToken } from './link.ts';

const origin = 'https://board.example';
const token = 'k3Jq-xxYz_019287AbCdEf';

describe('readLink', () => {
	it.each([
		['a bare code', token],
		['a link', `${origin}/join#${token}`],
		['a link with spaces around it', `  ${origin}/join#${token}\n`],
		['a link in angle brackets', `<${origin}/join#${token}>`],
		[
			'a link that a mail program broke in two',
			`${origin}/join#${token.slice(0, 9)}\n${token.slice(9)}`
		],
		['a link without its origin', `/join#${token}`]
	])('takes %s for an invitation', (_, pasted) => {
		expect(readLink(pasted, origin)).toEqual({ kind: 'invitation', token });
	});

	it('tells a return link and a session’s address apart', () => {
		expect(readLink(`${origin}/return#${token}`, origin)).toEqual({ kind: 'return', token });
		expect(readLink(`${origin}/s/abcdef123456/log`, origin)).toEqual({
			kind: 'session',
			session: 'abcdef123456'
		});
	});

	it('names the other server when the link leads there', () => {
		expect(readLink(`https://other.example/join#${token}`, origin)).toEqual({
			kind: 'elsewhere',
			host: 'other.example'
		});
	});

	it.each([
		'',
		'hello',
		'javascript:alert(1)',
		`${origin}/join`,
		`${origin}/join#short`,
		'http://['
	])('does not pretend to understand %j', (pasted) => {
		expect(readLink(pasted, origin)).toEqual({ kind: 'unreadable' });
	});
});

describe('readToken', () => {
	it.each([
		[`#${token}`, token],
		[token, token],
		['#', null],
		['', null],
		['#%', null],
		['#a b c d e f g h i j k l', null],
		['#tooshort', null]
	])('reads %j as %j', (hash, expected) => {
		expect(readToken(hash)).toBe(expected);
	});
});

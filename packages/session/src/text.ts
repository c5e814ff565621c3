import { sessionLimits } from './limits.ts';

/** Outcome of checking text from outside: the cleaned text, or why it was refused. */
export type TextCheck =
	| { readonly ok: true; readonly value: string }
	| { readonly ok: false; readonly reason: 'empty' | 'too-long' | 'characters' };

// Control characters, lone surrogates, line separators; and the bidirectional overrides, with which
// a name could reorder the text around it.
const forbidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
// The same, but line breaks and tabs may stand in longer text.
const forbiddenInProse = /[^\P{Cc}\n\t]|[\p{Cs}\u202A-\u202E\u2066-\u2069]/u;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Checks a person's name: 1 to 128 visible characters of any script; markup is just text. */
export function validateName(name: string): TextCheck {
	return validateLine(name, sessionLimits.nameLength);
}

/** Checks one line of text that may not be empty, such as a title or an organization's name. */
export function validateLine(text: string, maxLength: number): TextCheck {
	const value = clean(text);
	if (value.length > maxLength * 2 || Array.from(value).length > maxLength)
		return { ok: false, reason: 'too-long' };
	if (forbidden.test(value)) return { ok: false, reason: 'characters' };
	if (!visible.test(value)) return { ok: false, reason: 'empty' };
	return { ok: true, value };
}

/** Checks text of several lines that may be empty. */
export function validateProse(text: string, maxLength: number): TextCheck {
	const value = clean(text.replaceAll('\r\n', '\n'));
	if (value.length > maxLength * 2 || Array.from(value).length > maxLength)
		return { ok: false, reason: 'too-long' };
	if (forbiddenInProse.test(value)) return { ok: false, reason: 'characters' };
	return { ok: true, value };
}

// One spelling for the same letters, so that equal names are equal strings.
function clean(text: string): string {
	return text.trim().normalize('NFC');
}

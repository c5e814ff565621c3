import { parseCase } from '@concordia/instruments';

/** What the form takes from a case file. The whole file goes to the server, which lays out the board. */
export interface CaseFile {
	readonly fileName: string;
	readonly content: unknown;
	readonly title: string;
	readonly purpose: string;
	readonly organizations: readonly { readonly id: string; readonly name: string }[];
}

export type CaseRead =
	| { readonly ok: true; readonly value: CaseFile }
	| { readonly ok: false; readonly reason: 'too-large' | 'not-json' }
	| { readonly ok: false; readonly reason: 'invalid'; readonly detail: string };

export const maxCaseBytes = 4 * 1024 * 1024;

/** Reads a chosen file; what is wrong with it is named by path. */
export async function readCaseFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<CaseRead> {
	if (file.size > maxCaseBytes) return { ok: false, reason: 'too-large' };
	let content: unknown;
	try {
		content = JSON.parse(await file.text());
	} catch {
		return { ok: false, reason: 'not-json' };
	}
	const parsed = parseCase(content);
	if (!parsed.ok) return { ok: false, reason: 'invalid', detail: parsed.reason };
	const { alliance, organizations } = parsed.value;
	return {
		ok: true,
		value: {
			fileName: file.name,
			content,
			title: alliance.name,
			purpose: alliance.objective ?? '',
			organizations: organizations.map(({ id, name }) => ({ id, name }))
		}
	};
}

import {
	markOrganizations,
	type Marks,
	type Organization,
	sessionLimits,
	validateLine
} from '@concordia/session';

/** Marks the host chose; the others are suggested. */
export type ChosenMarks = { -readonly [Mark in keyof Marks]?: Marks[Mark] };

/** A line of the form. What the host didn't choose is suggested. */
export interface OrganizationDraft {
	/** Stays with the line when lines move. */
	readonly key: number;
	name: string;
	/** Empty: made from the name. */
	code: string;
	marks: ChosenMarks;
}

/** What is wrong with a line; the page has a sentence for each. */
export interface DraftFaults {
	readonly name?: 'empty' | 'too-long' | 'characters' | 'twice';
	readonly code?: 'shape' | 'twice';
	/** Another line looks the same: colour and pattern, or initials. */
	readonly look?: 'twice';
	readonly initials?: 'twice';
}

const codeShape = /^[A-Za-z0-9_-]{1,24}$/;
const filler = /^(and|of|the|for|und|der|die|das|des|fur|von|et|de)$/i;

/** A short code from a name: "Physician network" → "PN"; taken ones get a number. */
export function suggestCode(name: string, taken: ReadonlySet<string>): string {
	const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');
	const words = (plain.match(/[A-Za-z0-9]+/g) ?? []).filter((word) => !filler.test(word));
	const base =
		words.length > 1
			? words
					.slice(0, 4)
					.map((word) => (/^\d+$/.test(word) ? word : word[0]!.toUpperCase()))
					.join('')
			: (words[0] ?? 'org').slice(0, 3).toUpperCase();
	const short = base.slice(0, 20);
	let code = short;
	for (let n = 2; taken.has(code.toLowerCase()); n++) code = `${short}${n}`;
	return code;
}

/** The organizations the form stands for: codes and marks filled in where the host left them open. */
export function readDrafts(drafts: readonly OrganizationDraft[]): Organization[] {
	const given = new Set(drafts.map((draft) => draft.code.trim().toLowerCase()).filter(Boolean));
	const coded = drafts.map((draft) => {
		let id = draft.code.trim();
		if (!id) {
			id = suggestCode(draft.name, given);
			given.add(id.toLowerCase());
		}
		return { id, name: draft.name.trim().normalize('NFC') };
	});
	return markOrganizations(coded).map((organization, index) => ({
		...organization,
		...drafts[index]!.marks
	}));
}

const keys = {
	name: (organization: Organization) => organization.name.toLocaleLowerCase('en'),
	code: (organization: Organization) => organization.id.toLowerCase(),
	look: (organization: Organization) => `${organization.color} ${organization.pattern}`,
	initials: (organization: Organization) => organization.initials
};

/** What must be put right before the session can be opened, by line. */
export function findFaults(drafts: readonly OrganizationDraft[]): DraftFaults[] {
	const organizations = readDrafts(drafts);
	const isTwice = (organization: Organization, key: keyof typeof keys): boolean =>
		organizations.some(
			(other) => other !== organization && keys[key](other) === keys[key](organization)
		);
	return organizations.map((organization) => {
		const faults: { -readonly [Key in keyof DraftFaults]: DraftFaults[Key] } = {};
		const checked = validateLine(organization.name, sessionLimits.organizationNameLength);
		if (!checked.ok) faults.name = checked.reason;
		else if (isTwice(organization, 'name')) faults.name = 'twice';
		if (!codeShape.test(organization.id)) faults.code = 'shape';
		else if (isTwice(organization, 'code')) faults.code = 'twice';
		if (isTwice(organization, 'look')) faults.look = 'twice';
		if (isTwice(organization, 'initials')) faults.initials = 'twice';
		return faults;
	});
}

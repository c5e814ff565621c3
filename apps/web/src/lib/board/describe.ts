import type { Item } from '@concordia/board';
import type { Badge, Description } from '@concordia/canvas';
import {
	flagField,
	hasWords,
	isInstrumentFrame,
	kindOf,
	setField,
	stringField,
	words,
	type FieldDefinition,
	type InstrumentDefinition,
	type Locale
} from '@concordia/instruments';
import type { Organization } from '@concordia/session';
import { hostOf } from '#lib/files/host.ts';
import { instrumentOf, isInstrument } from '#lib/instruments/known.svelte.ts';

export interface DescribeContext {
	readonly locale: Locale;
	readonly organizations: readonly Organization[];
	/** What another item is called; without it documents don’t say what they show. */
	readonly nameOf?: (id: string) => string;
}

/** How the canvas shows an item that only the instruments understand: its kind, its organization, its fields. */
export function describeItem(item: Item, context: DescribeContext): Description | null {
	if (item.url !== undefined && item.type === 'card') return describeLink(item.url);
	if (item.type === 'document') return describeDocument(item, context);
	const definition = instrumentOf(item);
	if (isInstrumentFrame(item)) return null;
	if (definition === undefined) return isInstrument(item.instrument) ? coming(item) : null;
	const kind = kindOf(definition, item.kind);
	if (kind === undefined) return null;
	const say = (key: string): string => words(definition, context.locale, key);

	if (definition.parking?.placeholder === kind.id) return { label: '', look: 'ghost' };
	const prompt = `${kind.id}.text.prompt`;
	const organization = organizationOf(item, kind.fields, context.organizations);
	return {
		label: say(`kind.${kind.id}`),
		accent: organization?.color ?? kind.color,
		badges: badgesOf(item, definition, kind.fields, organization, context),
		details: detailsOf(item, kind.id, kind.fields, say),
		...(hasWords(definition, prompt) && { placeholder: say(prompt) })
	};
}

/** Laid out as it will be: its words follow in a moment. */
function coming({ type, color }: Item): Description | null {
	return type === 'card' ? { label: '\u00A0', accent: color ?? 'gray' } : null;
}

/** The page says what of the board it shows. */
function describeDocument({ doc = [] }: Item, { nameOf }: DescribeContext): Description | null {
	const mentions = new Map<string, string>();
	for (const block of doc) {
		const id = 'type' in block && block.type === 'live' ? block.attrs?.['item'] : undefined;
		if (nameOf && typeof id === 'string') mentions.set(id, nameOf(id));
	}
	return mentions.size > 0 ? { label: '', mentions } : null;
}

/** A link says where it leads before anybody follows it. */
function describeLink(url: string): Description {
	return { label: `${hostOf(url)} ↗`, accent: 'blue' };
}

/** The organization a card speaks for, where it has such a field. */
function organizationOf(
	item: Item,
	fields: readonly FieldDefinition[],
	organizations: readonly Organization[]
): Organization | undefined {
	const field = fields.find(({ type }) => type === 'organization');
	const id = field && stringField(item, field.id);
	return organizations.find((organization) => organization.id === id);
}

function badgesOf(
	item: Item,
	definition: InstrumentDefinition,
	fields: readonly FieldDefinition[],
	speaker: Organization | undefined,
	context: DescribeContext
): Badge[] {
	const badges: Badge[] = [];
	if (speaker) badges.push({ text: speaker.initials, color: speaker.color });
	for (const field of fields) {
		if (field.type === 'flag' && flagField(item, field.id)) {
			badges.push({ text: words(definition, context.locale, `state.${field.id}`) });
		}
		if (field.type !== 'organizations') continue;
		for (const id of setField(item, field.id)) {
			const organization = context.organizations.find((one) => one.id === id);
			badges.push(
				organization ? { text: organization.initials, color: organization.color } : { text: id }
			);
		}
	}
	return badges;
}

function detailsOf(
	item: Item,
	kind: string,
	fields: readonly FieldDefinition[],
	say: (key: string) => string
): { label: string; text: string }[] {
	return fields
		.filter((field) => field.type === 'text' && field.isHidden !== true)
		.map((field) => ({
			label: say(`${kind}.${field.id}`),
			text: stringField(item, field.id).trim()
		}))
		.filter(({ text }) => text !== '');
}

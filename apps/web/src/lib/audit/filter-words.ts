import { isEmpty, kindGroups, type Filter } from './filter.ts';
import type { Vocabulary } from './sentence.ts';

/** What a filter leaves, in words. */
export function describeFilter(filter: Filter, { t, directory, itemLabel }: Vocabulary): string {
	if (isEmpty(filter)) return t('reading.filter-none');
	const { person, organization, item, kind, from, to } = filter;
	const parts: string[] = [];
	const add = (label: string, value: string): void => void parts.push(`${t(label)}: ${value}`);
	if (kind !== '') add('log.filter-kind', kind in kindGroups ? t(`log.kinds-${kind}`) : kind);
	if (person !== '')
		add('log.filter-person', directory.person(person)?.name ?? t('common.erased-name'));
	if (organization !== '')
		add('log.filter-organization', directory.organization(organization)?.name ?? organization);
	if (item !== '') add('log.filter-item', itemLabel(item) ?? t('log.item-gone'));
	if (from !== '') add('log.filter-from', from.replace('T', ' '));
	if (to !== '') add('log.filter-to', to.replace('T', ' '));
	return parts.join(' · ');
}

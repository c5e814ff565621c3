import { t } from '#lib/i18n/index.svelte.ts';

const named = /^(?:tab|enter|escape|delete|space|f\d+|menu|home|end)$/i;

/** `Ctrl+Shift+]` as the parts that are printed on this person's keyboard. */
export function keyParts(keys: string): string[] {
	const parts = keys === '+' ? ['+'] : keys.split('+');
	const isMac = navigator.platform.startsWith('Mac');
	return parts.map((key) => {
		if (key === 'Ctrl') return isMac ? '⌘' : t('board.key-ctrl');
		if (key === 'Shift') return isMac ? '⇧' : t('board.key-shift');
		if (key === 'Alt') return isMac ? '⌥' : 'Alt';
		if (key.startsWith('Arrow')) return '← ↑ ↓ →';
		return named.test(key) && !/^f\d/i.test(key) ? t(`board.key-${key.toLowerCase()}`) : key;
	});
}

/** The keys in one line. */
export function keyText(keys: string): string {
	return keyParts(keys).join(' ');
}

import { expect, test } from 'vitest';
import { toast, toasts } from './toast.svelte.ts';

test('what is said a second time stands there once, as the last', () => {
	const first = toast('The connection is gone', 'danger');
	toast('Saved', 'danger');
	const again = toast('The connection is gone', 'danger');
	expect(toasts.shown.map(({ text }) => text)).toEqual(['Saved', 'The connection is gone']);
	toasts.dismiss(first);
	expect(toasts.shown).toHaveLength(2);
	toasts.dismiss(again);
	expect(toasts.shown.map(({ text }) => text)).toEqual(['Saved']);
});

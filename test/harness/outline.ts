import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { go, isFocused } from './keys.ts';

export const outlineOf = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Outline' });
/** The first row that begins with these words. */
export const rowOf = (page: Page, text: string): Locator =>
	outlineOf(page)
		.locator('.entry')
		.and(page.getByRole('button', { name: new RegExp(`^${RegExp.escape(text)}`) }))
		.first();
/** What a screen reader is told beside the focus. */
export const told = (page: Page): Locator =>
	page.locator('[aria-live="polite"][aria-atomic="true"]');

/** All that a screen reader is told from now on, also what is soon followed by something else. */
export async function listen(page: Page): Promise<() => Promise<string>> {
	const heard = await told(page).evaluateHandle((region) => {
		const texts: string[] = [];
		const observer = new MutationObserver(() => texts.push(region.textContent));
		observer.observe(region, { childList: true, characterData: true, subtree: true });
		return texts;
	});
	return async () => (await heard.jsonValue()).join(' ');
}

/** Does something by the palette, wherever the focus is. */
export async function actByPalette(page: Page, action: string): Promise<void> {
	const palette = page.getByRole('combobox', { name: 'What do you want to do?' });
	await page.keyboard.press('Control+K');
	await expect(palette).toBeFocused();
	await page.keyboard.type(action);
	await expect(page.getByRole('option').first()).toContainText(action);
	await page.keyboard.press('Enter');
	await expect(palette).toHaveCount(0);
}

/** Rows of the outline, by nothing but keys. */
export interface Rows {
	/** Comes to a row from wherever the focus is. */
	readonly goTo: (text: string) => Promise<void>;
	/** Chooses these rows and no others, and stands on the last. */
	readonly choose: (...texts: string[]) => Promise<void>;
	/** Does something with what is chosen by the menu of the row one stands on; the focus stays at its button. */
	readonly more: (action: string | RegExp) => Promise<void>;
	/** Does something with what is chosen by the palette. */
	readonly act: (action: string) => Promise<void>;
}

export function rowsOf(page: Page): Rows {
	const entries = outlineOf(page).locator('.entry');
	const goTo = async (text: string): Promise<void> => {
		const isAmongRows = await outlineOf(page)
			.locator('.list')
			.evaluateAll((lists) => lists.some((list) => list.contains(document.activeElement)));
		await go(page, entries, isAmongRows ? 'Shift+Tab' : 'Tab');
		await page.keyboard.press('Home');
		await go(page, rowOf(page, text), 'ArrowDown', 30);
	};
	return {
		goTo,
		async choose(...texts) {
			for (const [index, text] of texts.entries()) {
				await goTo(text);
				await page.keyboard.press(index === 0 ? 'Space' : 'Control+Space');
			}
			if (texts.length > 1) await expect(told(page)).toHaveText(`${texts.length} selected`);
		},
		async more(action) {
			const button = outlineOf(page).getByRole('button', { name: 'More actions' });
			if (!(await isFocused(button))) await go(page, button, 'Tab', 12);
			await page.keyboard.press('Enter');
			const entry = page.getByRole('menuitem', { name: action, exact: true });
			await expect(entry).toHaveCount(1);
			await go(page, entry, 'ArrowDown', 40);
			await page.keyboard.press('Enter');
		},
		async act(action) {
			await actByPalette(page, action);
			await expect(page.getByRole('option')).toHaveCount(0);
		}
	};
}

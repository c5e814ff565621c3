import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

export const isFocused = (target: Locator): Promise<boolean> =>
	target.evaluateAll((elements) => elements.includes(document.activeElement as HTMLElement));

/** Presses a key until the focus has come to the target; fails when it never does. */
export async function go(page: Page, target: Locator, key = 'Tab', most = 60): Promise<void> {
	await target.first().waitFor();
	for (let presses = 0; presses <= most; presses++) {
		if (await isFocused(target)) return;
		await page.keyboard.press(key);
	}
	await expect(target, `${key} comes to it`).toBeFocused({ timeout: 1000 });
}

import type { Locator } from '@playwright/test';

/** Whether a press in the middle of it would meet it, and nothing that lies above. */
export async function isOnTop(button: Locator): Promise<boolean> {
	return button.evaluate((element) => {
		const { x, y, width, height } = element.getBoundingClientRect();
		return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
	});
}

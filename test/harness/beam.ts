import type { Page } from '@playwright/test';

/** Whether the upper canvas of the board shows a beam in the bright blue of the first organization. */
export function hasBeam(page: Page): Promise<boolean> {
	return page.evaluate(() => {
		const canvases = document.querySelectorAll<HTMLCanvasElement>('[role="application"] canvas');
		const canvas = canvases[canvases.length - 1];
		const context = canvas?.getContext('2d');
		if (!canvas || !context) return false;
		const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
		for (let i = 0; i < data.length; i += 4) {
			const [r, g, b, a] = data.subarray(i, i + 4);
			const off = Math.abs(r! - 61) + Math.abs(g! - 162) + Math.abs(b! - 255);
			if (off < 24 && a! > 60) return true;
		}
		return false;
	});
}

/**
 * Prints this element alone, under a name of its own, with a style of its own, on white. The browser's own
 * dialog does the rest. Resolves when it is closed.
 */
export async function printRoot(root: HTMLElement, style: string, name: string): Promise<void> {
	const sheet = new CSSStyleSheet();
	root.classList.add('print-root');
	sheet.replaceSync(`${alone}\n${style}`);
	const { title } = document;
	document.title = name;
	document.body.append(root);
	document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
	try {
		const images = [...root.querySelectorAll('image')].map((image) =>
			decode(image.getAttribute('href') ?? '')
		);
		await Promise.all([document.fonts.ready, ...images]);
		const closed = new Promise<void>((resolve) => {
			addEventListener('afterprint', () => resolve(), { once: true });
		});
		print();
		await closed;
	} finally {
		root.remove();
		document.title = title;
		document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
	}
}

/** A picture that isn't loaded yet would be missing on paper. */
async function decode(address: string): Promise<void> {
	const image = new Image();
	image.src = address;
	await image.decode().catch(() => undefined);
}

const alone = `
	@media screen { .print-root { display: none; } }
	@media print {
		html, body { display: block; block-size: auto; overflow: visible; background: #fff; }
		body > :not(.print-root) { display: none !important; }
		.print-root * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
	}`;

/** Lets a person choose files; none when they change their mind. */
export function chooseFiles(accept: string): Promise<readonly File[]> {
	return new Promise((resolve) => {
		const input = document.createElement('input');
		input.type = 'file';
		input.multiple = true;
		input.accept = accept;
		input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true });
		input.addEventListener('cancel', () => resolve([]), { once: true });
		input.click();
	});
}

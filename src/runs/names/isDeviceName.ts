/** What Windows takes for a device in every folder, also with an extension. */
const DEVICE = /^(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)/i;

/** Whether a file of this name would be a device on Windows: `nul`, `COM1.txt`. */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name);
}

declare module 'fs-native-extensions' {
  /** Asks the kernel for an exclusive lock on an open file; false if another holds it. */
  export function tryLock(fd: number): boolean;
}

/** Where a project takes the library from. */
export type Source =
  | {
    /** JSR, at the version of this module. */
    readonly type: "registry";
  }
  | {
    /** The sources on this machine. */
    readonly type: "checkout";
    /** The directory, absolute. */
    readonly path: string;
  }
  | {
    /** The package for npm, which is copied into the project. */
    readonly type: "tarball";
    /** The name of the file. */
    readonly name: string;
    /** The bytes of the file. */
    readonly bytes: Uint8Array;
  };

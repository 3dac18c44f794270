/** One entry of `volumes`, long-form. `target` is an absolute path in the container. */
export type MountSpec =
  | {
      readonly kind: 'volume'
      /** Key of the volume in the file; see `VolumeSpec.key`. */
      readonly key: string
      /** The volume's name on the engine. */
      readonly name: string
      readonly target: string
      readonly readOnly: boolean
      /** The image's own files are not copied into an empty volume. */
      readonly noCopy: boolean
    }
  /** A volume without a name; as Compose does, the next container of the service takes it over. */
  | { readonly kind: 'anonymous'; readonly target: string; readonly readOnly: boolean; readonly noCopy: boolean }
  | {
      readonly kind: 'bind'
      /** Absolute path on the host. */
      readonly source: string
      readonly target: string
      readonly readOnly: boolean
      /** Whether the engine makes the directory where there is none; else starting fails. */
      readonly createHostPath: boolean
      readonly propagation: 'private' | 'rprivate' | 'shared' | 'rshared' | 'slave' | 'rslave' | null
      readonly selinux: 'z' | 'Z' | null
    }
  | {
      readonly kind: 'tmpfs'
      readonly target: string
      readonly readOnly: boolean
      readonly sizeBytes: number | null
      /** Permissions as a number, such as 0o1777. */
      readonly mode: number | null
    }

/** One entry of the key `tmpfs`; `options` are mount options as they stand after the colon, such as `size=64m,mode=1777`. */
export type TmpfsSpec = { readonly target: string; readonly options: string }

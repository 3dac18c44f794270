import type { RequestHandlers } from '../request-router'
import type { SlotsFiles } from './slots-files'

type Parts = {
  readonly slotsFiles: SlotsFiles
  /** Who asks: as the request says, else this installation's person. */
  readonly personName: (asked: string) => string
}

/** The requests about slots files. */
export function slotsFileHandlers({
  slotsFiles,
  personName,
}: Parts): Pick<
  RequestHandlers,
  'check-slots-file' | 'check-slots-file-alone' | 'publish-slots-file' | 'read-slots-file'
> {
  return {
    'check-slots-file': ({ hostId, source }, signal) => slotsFiles.check(hostId, source, signal),
    'check-slots-file-alone': ({ token }, signal) => slotsFiles.checkAlone(token, signal),
    'publish-slots-file': async (request, signal) => ({
      version: await slotsFiles.publish({ ...request, by: personName(request.by) }, signal),
    }),
    'read-slots-file': ({ hostId, version }, signal) => slotsFiles.read(hostId, version, signal),
  }
}

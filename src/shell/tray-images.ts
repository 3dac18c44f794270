import { nativeImage, type NativeImage } from 'electron'
import sheetPath from '../../assets/tray.png?asset'
import { trayShapes, type TraySlot } from '../domain/tray-view'

/** A picture for each shape; null: Berth's mark. */
export type TrayImages = {
  readonly forTray: (shape: TraySlot['shape'] | null) => NativeImage
  readonly forMenu: (shape: TraySlot['shape']) => NativeImage
}

/** The side of a picture in `assets/tray.png`, made by `scripts/tray-icons.mjs`. */
const tilePixels = 96
const menuSize = 16
const scales = [1, 1.5, 2, 3]

/** Reads them once, when the first is wanted. macOS takes black shapes and gives them the colour of its menu bar. */
export function trayImages(platform: NodeJS.Platform): TrayImages {
  const isMac = platform === 'darwin'
  const traySize = isMac ? 18 : platform === 'win32' ? 16 : 24
  const sheet = nativeImage.createFromPath(sheetPath)
  const made = new Map<string, NativeImage>()
  const image = (column: number, size: number): NativeImage => {
    const key = `${column}/${size}`
    const known = made.get(key) ?? cut(sheet, column, size, isMac)
    made.set(key, known)
    return known
  }
  return {
    forTray: (shape) => image(shape === null ? trayShapes.length : trayShapes.indexOf(shape), traySize),
    forMenu: (shape) => image(trayShapes.indexOf(shape), menuSize),
  }
}

function cut(sheet: NativeImage, column: number, size: number, isMac: boolean): NativeImage {
  const place = { x: column * tilePixels, y: isMac ? tilePixels : 0, width: tilePixels, height: tilePixels }
  const tile = sheet.crop(place)
  const image = nativeImage.createEmpty()
  for (const scaleFactor of scales) {
    const side = Math.round(size * scaleFactor)
    const buffer = tile.resize({ width: side, height: side, quality: 'best' }).toPNG()
    image.addRepresentation({ scaleFactor, buffer })
  }
  image.setTemplateImage(isMac)
  return image
}

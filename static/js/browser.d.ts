// What browsers have and TypeScript's own description of them lacks.

interface DetectedBarcode {
  readonly rawValue: string;
  readonly format: string;
}

declare class BarcodeDetector {
  constructor(options?: { formats: string[] });
  static getSupportedFormats(): Promise<string[]>;
  detect(source: ImageBitmapSource): Promise<DetectedBarcode[]>;
}

interface MediaTrackCapabilities {
  readonly torch?: boolean;
}

interface MediaTrackConstraintSet {
  torch?: boolean;
}

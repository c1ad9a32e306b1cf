package org.samling.routes;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;

/** A file that a sender transfers. Nothing of it is read before it is opened. */
public interface IncomingFile {

  /** What comes with a request that has no file: no bytes. */
  IncomingFile NONE =
      new IncomingFile() {
        @Override
        public OptionalLong declaredSize() {
          return OptionalLong.of(0);
        }

        @Override
        public InputStream open(Duration within) {
          return InputStream.nullInputStream();
        }
      };

  /** Its size in bytes, where the sender declared it. */
  OptionalLong declaredSize();

  /**
   * Begins to receive it; call it once.
   *
   * @param within how long receiving may take
   * @return its bytes; reading throws {@link java.io.InterruptedIOException} when that time is
   *     over, and another {@link IOException} when the transfer broke off
   */
  InputStream open(Duration within);
}

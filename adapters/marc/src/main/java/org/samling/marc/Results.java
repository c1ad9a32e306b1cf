package org.samling.marc;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.catalogue.RecordReader.Undecoded;

/** The results of a file, one after another. */
interface Results {

  /** The next result, or null at the end of the file. */
  @Nullable ReadResult next() throws IOException;

  /** The next record, or null at the end of the file; decoded already if the format requires it. */
  default @Nullable Undecoded nextUndecoded() throws IOException {
    var result = next();
    return result == null ? null : Undecoded.decoded(result);
  }
}

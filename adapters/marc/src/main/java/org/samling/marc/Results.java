package org.samling.marc;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordReader.ReadResult;

/** The results of a file, one after another. */
interface Results {

  /** The next result, or null at the end of the file. */
  @Nullable ReadResult next() throws IOException;
}

package org.samling.search;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.PackedContent;
import org.samling.core.catalogue.RecordKey;

/**
 * A record as the index keeps it for showing: its source, its number and its format as Lucene
 * writes strings, then its content.
 *
 * @param key what it is known by
 * @param marc what its fields mean
 */
public record StoredContent(RecordKey key, MarcFormat marc, PackedContent content) {

  /** Reads what was written. The bytes are copied, since Lucene uses theirs again. */
  static StoredContent read(BytesRef written) throws IOException {
    var end = written.offset + written.length;
    var bytes = Arrays.copyOfRange(written.bytes, written.offset, end);
    var in = new ByteArrayDataInput(bytes);
    var key = new RecordKey(in.readString(), in.readString());
    var marc = MarcFormat.valueOf(in.readString());
    return new StoredContent(key, marc, PackedContent.at(bytes, in.getPosition()));
  }

  BytesRef write() {
    var out = new ByteBuffersDataOutput();
    out.writeString(key.source());
    out.writeString(key.number());
    out.writeString(marc.name());
    out.writeBytes(content.toArray());
    return new BytesRef(out.toArrayCopy());
  }
}

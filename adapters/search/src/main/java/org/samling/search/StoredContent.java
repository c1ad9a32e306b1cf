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
 * A record as stored in the index for display: source, number and format as Lucene strings, then
 * the content.
 *
 * @param key its key
 * @param marc the format of its fields
 */
public record StoredContent(RecordKey key, MarcFormat marc, PackedContent content) {

  /** Reads a stored record. The bytes are copied, since Lucene reuses its own. */
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

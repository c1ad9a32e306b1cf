package org.samling.search.copy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;

/**
 * What a copy consists of; stands at its beginning.
 *
 * @param commit the user data of the commit
 * @param files the files, in the order in which they follow; the one that makes them an index is
 *     the last
 */
record IndexManifest(Map<String, String> commit, List<IndexFile> files) {

  /** Begins every copy, and tells this form of it from later ones. */
  private static final String FORM = "samling-index-1";

  private static final int MOST_FILES = 100_000;
  private static final int MOST_DATA = 100;

  /**
   * A file of the index.
   *
   * @param length its length in bytes
   * @param checksum the CRC-32 of all but its last 8 bytes, in which Lucene keeps this number
   */
  record IndexFile(String name, long length, long checksum) {}

  /** Copies the map and the list. */
  IndexManifest {
    commit = Map.copyOf(commit);
    files = List.copyOf(files);
  }

  /** Whether a file is the one that lists all others of a commit. */
  static boolean isList(String name) {
    return name.startsWith(IndexFileNames.SEGMENTS + "_");
  }

  /** The manifest of a commit; reads the end of each of its files. */
  static IndexManifest of(Directory directory, Map<String, String> commit, Collection<String> names)
      throws IOException {
    var files = new ArrayList<IndexFile>();
    for (var name : names.stream().sorted(Comparator.comparing(IndexManifest::isList)).toList()) {
      try (var input = directory.openInput(name, IOContext.READONCE)) {
        files.add(new IndexFile(name, input.length(), CodecUtil.retrieveChecksum(input)));
      }
    }
    return new IndexManifest(commit, files);
  }

  /** How many bytes all files have. */
  long length() {
    return files.stream().mapToLong(IndexFile::length).sum();
  }

  byte[] toBytes() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeUTF(FORM);
    out.writeInt(commit.size());
    for (var entry : commit.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue());
    }
    out.writeInt(files.size());
    for (var file : files) {
      out.writeUTF(file.name());
      out.writeLong(file.length());
      out.writeLong(file.checksum());
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} made.
   *
   * @throws IOException if the stream ends, or begins with anything else
   */
  static IndexManifest read(DataInputStream in) throws IOException {
    if (!FORM.equals(in.readUTF())) {
      throw new IOException("what it sent is not an index in the form that this version knows");
    }
    var commit = new HashMap<String, String>();
    for (var left = count(in, MOST_DATA); left > 0; left--) {
      commit.put(in.readUTF(), in.readUTF());
    }
    var files = new ArrayList<IndexFile>();
    var names = new HashSet<String>();
    for (var left = count(in, MOST_FILES); left > 0; left--) {
      var file = new IndexFile(in.readUTF(), in.readLong(), in.readLong());
      if (!isFileOfIndex(file.name())
          || file.length() < CodecUtil.footerLength()
          || !names.add(file.name())) {
        throw new IOException("its list has a file that no index has");
      }
      files.add(file);
    }
    if (files.isEmpty() || !isList(files.getLast().name())) {
      throw new IOException("its list of files is not whole");
    }
    return new IndexManifest(commit, files);
  }

  private static int count(DataInputStream in, int most) throws IOException {
    var count = in.readInt();
    if (count < 0 || count > most) {
      throw new IOException("its list has %d entries, more than an index".formatted(count));
    }
    return count;
  }

  /** Whether a name is one that Lucene gives, and so none of another directory. */
  private static boolean isFileOfIndex(String name) {
    return name.matches(IndexFileNames.SEGMENTS + "_[0-9a-z]{1,20}")
        || name.matches("_[0-9a-z]{1,20}[\\w.]{0,100}")
            && IndexFileNames.CODEC_FILE_PATTERN.matcher(name).matches();
  }
}

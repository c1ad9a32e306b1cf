package org.samling.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Small records of MARC 21 in ISO 2709, some of which can't be read. */
public final class UploadedRecords {

  /** Which records of {@link #many} break off. */
  public static final int BROKEN = 500;

  private UploadedRecords() {}

  /** One record. */
  public static byte[] record(int number, String title) {
    return of(
        new String[][] {
          {"001", Integer.toString(number)}, {"003", "sent"}, {"245", "00\u001Fa" + title}
        });
  }

  /** A record of fields, each its tag and what stands in it. */
  public static byte[] of(String[]... fields) {
    var directory = new StringBuilder();
    var body = new StringBuilder();
    for (var field : fields) {
      var text = field[1] + "\u001E";
      directory.append("%s%04d%05d".formatted(field[0], text.length(), body.length()));
      body.append(text);
    }
    var base = 24 + directory.length() + 1;
    var leader = "%05dnam a22%05d i 4500".formatted(base + body.length() + 1, base);
    return (leader + directory + "\u001E" + body + "\u001D").getBytes(UTF_8);
  }

  /** The same, without its end. */
  public static byte[] broken(int number) {
    var record = record(number, "Uden ende");
    return Arrays.copyOf(record, record.length - 10);
  }

  /** Records from 1 on, of which each five-hundredth breaks off. */
  public static byte[] many(int count) {
    var all = new ByteArrayOutputStream();
    for (var i = 1; i <= count; i++) {
      all.writeBytes(i % BROKEN == 0 ? broken(i) : record(i, "Titel " + i));
    }
    return all.toByteArray();
  }
}

package org.samling.zoom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.marc.MarcRecordRenderer;
import org.samling.z3950.Decoded;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950FrameReader;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.PresentStatus;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.External;
import org.samling.z3950.data.NamePlusRecord;
import org.samling.z3950.data.NamePlusRecord.RetrievalRecord;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.Records.ResponseRecords;

/** A target of Z39.50 that finds the same records whatever is looked for. */
final class SharedRecords implements AutoCloseable {

  private final ServerSocket socket;
  private final List<byte[]> records;

  private SharedRecords(ServerSocket socket, List<byte[]> records) {
    this.socket = socket;
    this.records = records;
  }

  /**
   * Begins to listen.
   *
   * @param described a record each: its title, then perhaps "/" and fields as "tag$code text",
   *     separated by ";", such as {@code Breve/020$a 8700000019;250$a 2. udgave}
   */
  static SharedRecords start(String... described) {
    try {
      var target =
          new SharedRecords(
              new ServerSocket(0, 8, InetAddress.getLoopbackAddress()),
              Stream.of(described).map(SharedRecords::record).toList());
      Thread.ofVirtual().start(target::listen);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] record(String described) {
    var slash = described.indexOf('/');
    var title = slash < 0 ? described : described.substring(0, slash);
    var fields = new ArrayList<Field>();
    fields.add(new ControlField("001", "n" + Integer.toHexString(described.hashCode())));
    fields.add(field("245$a " + title));
    if (slash >= 0) {
      for (var written : described.substring(slash + 1).split(";", -1)) {
        fields.add(field(written));
      }
    }
    fields.sort((a, b) -> a.tag().compareTo(b.tag()));
    return new MarcRecordRenderer()
        .render(
            new MarcContent("00000nam a2200000 a 4500", fields),
            MarcFormat.MARC21,
            RecordSyntax.MARC21)
        .orElseThrow()
        .toArray();
  }

  private static Field field(String written) {
    return new DataField(
        written.substring(0, 3),
        ' ',
        ' ',
        List.of(new Subfield(written.charAt(4), written.substring(6))));
  }

  String address() {
    return "127.0.0.1:%d/Default".formatted(socket.getLocalPort());
  }

  private void listen() {
    while (!socket.isClosed()) {
      try {
        var caller = socket.accept();
        Thread.ofVirtual().start(() -> answer(caller));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void answer(Socket caller) {
    var codec =
        new Z3950Codec(ProtocolVersion.VERSION_3, Z3950Charset.UNNEGOTIATED, BerLimits.DEFAULT);
    try (caller) {
      var reader = new Z3950FrameReader(caller.getInputStream(), 1 << 16);
      while (codec.decode(reader.read()) instanceof Decoded.Message<Z3950Request>(var asked)) {
        caller.getOutputStream().write(codec.encode(answer(asked)).bytes());
        caller.getOutputStream().flush();
      }
    } catch (IOException _) {
      // The client has left.
    }
  }

  private Z3950Response answer(Z3950Request asked) {
    return switch (asked) {
      case InitializeRequest _ ->
          new InitializeResponse(
              null,
              EnumSet.allOf(ProtocolVersion.class),
              EnumSet.of(InitOption.SEARCH, InitOption.PRESENT),
              1 << 20,
              1 << 20,
              true,
              null,
              null,
              null,
              null,
              List.of());
      case SearchRequest _ ->
          new SearchResponse(null, records.size(), 0, 1, true, null, null, null, List.of());
      case PresentRequest wanted -> {
        var from = (int) wanted.resultSetStartPoint() - 1;
        var to = from + (int) wanted.numberOfRecordsRequested();
        yield new PresentResponse(
            null,
            to - from,
            to + 1,
            PresentStatus.SUCCESS,
            new ResponseRecords(
                records.subList(from, to).stream()
                    .map(bytes ->
                        new NamePlusRecord(
                            null,
                            new RetrievalRecord(
                                External.octetAligned(Oid.USMARC, new Octets(bytes)))))
                    .toList()));
      }
      default -> throw new IllegalStateException("not asked here: " + asked);
    };
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.samling.bench.search;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import org.samling.bench.library.SearchTarget;
import org.samling.z3950.Decoded;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950Frame;
import org.samling.z3950.Z3950FrameDecoder;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.ScanRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.PresentStatus;
import org.samling.z3950.Z3950Response.ScanResponse;
import org.samling.z3950.Z3950Response.ScanStatus;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.ElementSetNames;
import org.samling.z3950.data.NamePlusRecord;
import org.samling.z3950.data.NamePlusRecord.RetrievalRecord;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.Records;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;

/** One Z39.50 session; checks every response. */
public final class SearchClient implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int MESSAGE = 1 << 20;
  private static final String SET = "default";

  private static final long SCANNED = 20;
  private static final long SCANNED_BEFORE = 10;

  private static final int RECORD_LENGTH = 5;
  private static final int LEADER = 24;
  private static final byte RECORD_TERMINATOR = 0x1D;

  private final SearchTarget target;
  private final Socket socket;
  private final Z3950Codec codec =
      new Z3950Codec(ProtocolVersion.VERSION_3, Z3950Charset.UNNEGOTIATED, BerLimits.DEFAULT);
  private final EmbeddedChannel frames = new EmbeddedChannel(new Z3950FrameDecoder(MESSAGE));
  private final byte[] buffer = new byte[1 << 14];

  private SearchClient(SearchTarget target, Socket socket) {
    this.target = target;
    this.socket = socket;
  }

  /** Opens an anonymous session. */
  public static SearchClient open(SearchTarget target) throws IOException {
    var client =
        new SearchClient(target, new Socket(InetAddress.getLoopbackAddress(), target.port()));
    try {
      client.initialize();
      return client;
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  private void initialize() throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    var answer =
        ask(
            InitializeRequest.of(
                EnumSet.allOf(ProtocolVersion.class),
                EnumSet.of(InitOption.SEARCH, InitOption.PRESENT, InitOption.SCAN),
                MESSAGE,
                null,
                "Samling's bench",
                List.of()));
    if (!(answer instanceof InitializeResponse response && response.result())) {
      throw unexpected(answer);
    }
  }

  /** Searches a database, and returns the number of hits; no records are piggybacked. */
  long search(String database, RpnQuery query) throws IOException {
    var answer = ask(SearchRequest.of(SET, List.of(database), null, new Query.Rpn(query)));
    if (!(answer instanceof SearchResponse response && response.searchStatus())) {
      throw unexpected(answer);
    }
    return response.resultCount();
  }

  /** Fetches the first records of the result, in full and as MARC 21. */
  void present(long number) throws IOException {
    var answer =
        ask(
            PresentRequest.of(
                SET, 1, number, new ElementSetNames.GenericElementSetName("F"), Oid.USMARC));
    if (!(answer instanceof PresentResponse response
        && response.presentStatus() == PresentStatus.SUCCESS
        && response.records() instanceof Records.ResponseRecords(var records)
        && records.size() == number
        && records.stream().allMatch(SearchClient::isMarc))) {
      throw unexpected(answer);
    }
  }

  /** Scans the terms around one. */
  void scan(AttributesPlusTerm term) throws IOException {
    var answer =
        ask(
            new ScanRequest(
                null, List.of(target.database()), Oid.BIB_1, term, 0L, SCANNED, SCANNED_BEFORE));
    if (!(answer instanceof ScanResponse response
        && response.scanStatus() != ScanStatus.FAILURE
        && !response.entries().isEmpty())) {
      throw unexpected(answer);
    }
  }

  private static boolean isMarc(NamePlusRecord place) {
    return place.record() instanceof RetrievalRecord(var external)
        && Oid.USMARC.equals(external.directReference())
        && isMarc(external.content());
  }

  /** Whether it has its own length at the start, and ends like an ISO 2709 record. */
  private static boolean isMarc(Octets record) {
    var bytes = record.bytes();
    var length = 0;
    for (var i = 0; i < RECORD_LENGTH && i < bytes.length; i++) {
      length = 10 * length + bytes[i] - '0';
    }
    return length == bytes.length && length > LEADER && bytes[length - 1] == RECORD_TERMINATOR;
  }

  private Z3950Response ask(Z3950Request request) throws IOException {
    socket.getOutputStream().write(codec.encodeRequest(request).bytes());
    return switch (codec.decodeResponse(read())) {
      case Decoded.Message<Z3950Response>(var message) -> message;
      case Decoded.Malformed<Z3950Response> malformed -> throw unexpected(malformed);
      case Decoded.TooComplex<Z3950Response> complex -> throw unexpected(complex);
    };
  }

  private Z3950Frame read() throws IOException {
    Z3950Frame frame = frames.readInbound();
    while (frame == null) {
      var read = socket.getInputStream().read(buffer);
      if (read < 0) {
        throw new IOException(target.name() + " closed the connection");
      }
      frames.writeInbound(Unpooled.copiedBuffer(buffer, 0, read));
      frame = frames.readInbound();
    }
    return frame;
  }

  private IOException unexpected(Object answer) {
    return new IOException(target.name() + " answered " + answer);
  }

  @Override
  public void close() throws IOException {
    frames.finishAndReleaseAll();
    socket.close();
  }
}

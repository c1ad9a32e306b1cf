package org.samling.z3950;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.Apdu.Sender;
import org.samling.z3950.Z3950Request.DeleteResultSetRequest;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.ScanRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Request.SortRequest;
import org.samling.z3950.Z3950Request.TriggerResourceControlRequest;
import org.samling.z3950.Z3950Response.DeleteResultSetResponse;
import org.samling.z3950.Z3950Response.ExtendedServicesResponse;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.ScanResponse;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.Z3950Response.Segment;
import org.samling.z3950.Z3950Response.SortResponse;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerTree;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.ber.Z3950FormatException;
import org.samling.z3950.data.ProtocolVersion;

/**
 * Converts frames to messages and back, for the negotiated version and character set. It never
 * throws on input from the wire. Immutable; one codec can serve any number of connections.
 */
public final class Z3950Codec {
  private final ProtocolVersion version;
  private final Z3950Charset charset;
  private final BerLimits limits;

  /** A codec for Init, and for what follows an Init that negotiated nothing. */
  public Z3950Codec(BerLimits limits) {
    this(ProtocolVersion.VERSION_2, Z3950Charset.UNNEGOTIATED, limits);
  }

  /** A codec for what follows Init. */
  public Z3950Codec(ProtocolVersion version, Z3950Charset charset, BerLimits limits) {
    this.version = version;
    this.charset = charset;
    this.limits = limits;
  }

  /** The version that determines the form of diagnostics to write; both forms can be read. */
  public ProtocolVersion version() {
    return version;
  }

  public Z3950Charset charset() {
    return charset;
  }

  public BerLimits limits() {
    return limits;
  }

  /** The type of APDU that a frame starts with, or null; only its tag is looked at. */
  public static @Nullable Apdu apdu(Z3950Frame frame) {
    return ApduWire.Beginning.of(frame.bytes()).apdu();
  }

  /** Reads a message from a client. */
  public Decoded<Z3950Request> decode(Z3950Frame frame) {
    return decode(frame.bytes(), Sender.TARGET, this::request);
  }

  /** Reads a server's response; the client's side of {@link #decode}. */
  public Decoded<Z3950Response> decodeResponse(Z3950Frame frame) {
    return decode(frame.bytes(), Sender.ORIGIN, this::response);
  }

  private <M> Decoded<M> decode(
      byte[] bytes, Sender receiver, BiFunction<Apdu, BerNode, M> reader) {
    try {
      var tree = new BerTree(bytes, limits, charset);
      var exceeded = tree.exceededLimit();
      if (exceeded != null) {
        var beginning = ApduWire.Beginning.of(bytes);
        return new Decoded.TooComplex<>(
            beginning.apdu(), beginning.referenceId(), exceeded, limits.allowed(exceeded));
      }
      var root = tree.root();
      var apdu = Apdu.byTag(root.tag());
      if (apdu == null) {
        throw root.fault(BerTag.name(root.tag()) + " is not an APDU");
      } else if (apdu.sender() == receiver) {
        throw root.fault(apdu.title() + " came from the wrong side");
      }
      return new Decoded.Message<>(reader.apply(apdu, root));
    } catch (Z3950FormatException e) {
      var beginning = ApduWire.Beginning.of(bytes);
      return new Decoded.Malformed<>(
          beginning.apdu(), beginning.referenceId(), e.reason(), e.offset());
    }
  }

  private Z3950Request request(Apdu apdu, BerNode node) {
    return switch (apdu) {
      case INIT_REQUEST -> InitializeWire.readRequest(node);
      case SEARCH_REQUEST -> SearchWire.readRequest(node);
      case PRESENT_REQUEST -> PresentWire.readRequest(node);
      case DELETE_RESULT_SET_REQUEST -> DeleteResultSetWire.readRequest(node);
      case SCAN_REQUEST -> ScanWire.readRequest(node);
      case SORT_REQUEST -> SortWire.readRequest(node);
      case EXTENDED_SERVICES_REQUEST -> ExtendedServicesWire.readRequest(node);
      case TRIGGER_RESOURCE_CONTROL_REQUEST -> ApduWire.readTriggerResourceControl(node);
      case CLOSE -> ApduWire.readClose(node);
      default -> ApduWire.readUnsupported(apdu, node);
    };
  }

  private Z3950Response response(Apdu apdu, BerNode node) {
    return switch (apdu) {
      case INIT_RESPONSE -> InitializeWire.readResponse(node);
      case SEARCH_RESPONSE -> SearchWire.readResponse(node);
      case PRESENT_RESPONSE -> PresentWire.readResponse(node);
      case DELETE_RESULT_SET_RESPONSE -> DeleteResultSetWire.readResponse(node);
      case SCAN_RESPONSE -> ScanWire.readResponse(node);
      case SORT_RESPONSE -> SortWire.readResponse(node);
      case EXTENDED_SERVICES_RESPONSE -> ExtendedServicesWire.readResponse(node);
      case SEGMENT_REQUEST -> PresentWire.readSegment(node);
      case CLOSE -> ApduWire.readClose(node);
      default -> ApduWire.readUnsupported(apdu, node);
    };
  }

  /** Writes a response. */
  public Z3950Frame encode(Z3950Response response) {
    return switch (response) {
      case InitializeResponse initialize ->
          frame(initialize, out -> InitializeWire.write(out, initialize));
      case SearchResponse search -> frame(search, out -> SearchWire.write(out, search, version));
      case PresentResponse present ->
          frame(present, out -> PresentWire.write(out, present, version));
      case DeleteResultSetResponse delete ->
          frame(delete, out -> DeleteResultSetWire.write(out, delete));
      case ScanResponse scan -> frame(scan, out -> ScanWire.write(out, scan, version));
      case SortResponse sort -> frame(sort, out -> SortWire.write(out, sort, version));
      case ExtendedServicesResponse service ->
          frame(service, out -> ExtendedServicesWire.write(out, service, version));
      case Segment segment -> frame(segment, out -> PresentWire.write(out, segment, version));
      case Close close -> frame(close, out -> ApduWire.write(out, close));
      case UnsupportedApdu unsupported -> new Z3950Frame(unsupported.element().bytes());
    };
  }

  /** Writes a request; the client's side of {@link #encode}. */
  public Z3950Frame encodeRequest(Z3950Request request) {
    return switch (request) {
      case InitializeRequest initialize ->
          frame(initialize, out -> InitializeWire.write(out, initialize));
      case SearchRequest search -> frame(search, out -> SearchWire.write(out, search));
      case PresentRequest present -> frame(present, out -> PresentWire.write(out, present));
      case DeleteResultSetRequest delete ->
          frame(delete, out -> DeleteResultSetWire.write(out, delete));
      case ScanRequest scan -> frame(scan, out -> ScanWire.write(out, scan));
      case SortRequest sort -> frame(sort, out -> SortWire.write(out, sort));
      case ExtendedServicesRequest service ->
          frame(service, out -> ExtendedServicesWire.write(out, service));
      case TriggerResourceControlRequest trigger ->
          frame(trigger, out -> ApduWire.write(out, trigger));
      case Close close -> frame(close, out -> ApduWire.write(out, close));
      case UnsupportedApdu unsupported -> new Z3950Frame(unsupported.element().bytes());
    };
  }

  private Z3950Frame frame(Z3950Message message, Consumer<BerWriter> content) {
    var out = new BerWriter(charset);
    out.begin(message.apdu().tag());
    out.octets(ApduWire.REFERENCE_ID, message.referenceId());
    content.accept(out);
    out.end();
    return new Z3950Frame(out.toBytes());
  }
}

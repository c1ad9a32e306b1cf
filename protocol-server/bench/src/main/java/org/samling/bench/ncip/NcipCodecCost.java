package org.samling.bench.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.samling.bench.measure.Round;
import org.samling.ncip.Decoded;
import org.samling.ncip.NcipCodec;
import org.samling.ncip.NcipLimits;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.CheckInItemResponse;
import org.samling.ncip.NcipResponse.CheckOutItemResponse;
import org.samling.ncip.NcipResponse.LookupUserResponse;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields;
import org.samling.ncip.data.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.data.UserOptionalFields.PhysicalAddress;
import org.samling.ncip.data.UserOptionalFields.UserAddressInformation;
import org.samling.ncip.data.UserOptionalFields.UserPrivilege;

/**
 * Measures the cost of reading a request and writing its response, on one thread and nothing else;
 * in turn, the cost of reading both documents with the JDK's StAX.
 */
final class NcipCodecCost {

  private static final int AT_ONCE = 500;
  private static final SchemeValue LIBRARY = NcipScheme.agency("DK-790000");
  private static final UserId USER = new UserId(LIBRARY, "AA2000000001");
  private static final ItemId ITEM = new ItemId(LIBRARY, "3890000001");

  private final NcipCodec codec = new NcipCodec(NcipLimits.DEFAULT);
  private final XMLInputFactory stax = XMLInputFactory.newDefaultFactory();

  /** A request and its response. */
  private static final class Exchange {

    private final NcipService service;
    private final byte[] request;
    private final NcipResponse response;

    Exchange(NcipService service, String request, NcipResponse response) {
      this.service = service;
      this.request = request.getBytes(UTF_8);
      this.response = response;
    }
  }

  /**
   * The cost of a request, in microseconds of processor time.
   *
   * @param requestBytes the length of the request
   * @param responseBytes the length of the response
   * @param thread of the thread that read and wrote
   * @param process of the whole process, including garbage collection
   * @param stax of the thread in which StAX read both documents
   */
  record Cost(
      NcipService service,
      int requestBytes,
      int responseBytes,
      double thread,
      double process,
      double stax) {}

  /** One repetition. */
  private interface Action {
    void run();
  }

  /**
   * Runs the measurement.
   *
   * @param warmUp the warm-up of each of the two in seconds, for all services together
   * @param seconds the length of a round, half for the codec and half for StAX
   * @param rounds the number of rounds of each service; medians are returned
   */
  List<Cost> measure(int warmUp, int seconds, int rounds) {
    var exchanges = List.of(lookupUser(), checkOut(), checkIn());
    for (var exchange : exchanges) {
      round(exchange, (double) warmUp / exchanges.size());
    }
    var costs = new ArrayList<Cost>();
    for (var exchange : exchanges) {
      var measured = new ArrayList<Cost>();
      for (var i = 0; i < rounds; i++) {
        measured.add(round(exchange, seconds / 2.0));
      }
      var any = measured.getFirst();
      costs.add(
          new Cost(
              any.service(),
              any.requestBytes(),
              any.responseBytes(),
              Round.median(measured.stream().mapToDouble(Cost::thread).toArray()),
              Round.median(measured.stream().mapToDouble(Cost::process).toArray()),
              Round.median(measured.stream().mapToDouble(Cost::stax).toArray())));
    }
    return costs;
  }

  private Cost round(Exchange exchange, double seconds) {
    var process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    var response = answer(exchange);
    var processBefore = process.getProcessCpuTime();
    var codec =
        repeat(
            () -> {
              if (answer(exchange).length != response.length) {
                throw new IllegalStateException("the response differs from the one before");
              }
            },
            seconds);
    var processTook = process.getProcessCpuTime() - processBefore;
    var stax =
        repeat(
            () -> {
              read(exchange.request);
              read(response);
            },
            seconds);
    return new Cost(
        exchange.service,
        exchange.request.length,
        response.length,
        codec.micros(),
        processTook / 1e3 / codec.count(),
        stax.micros());
  }

  /**
   * The result of repetitions.
   *
   * @param count how many there were
   * @param micros the processor time of each, in microseconds
   */
  private record Repetitions(long count, double micros) {}

  private static Repetitions repeat(Action action, double seconds) {
    var threads = ManagementFactory.getThreadMXBean();
    var end = System.nanoTime() + (long) (seconds * 1e9);
    var before = threads.getCurrentThreadCpuTime();
    var count = 0L;
    do {
      for (var i = 0; i < AT_ONCE; i++) {
        action.run();
      }
      count += AT_ONCE;
    } while (System.nanoTime() < end);
    return new Repetitions(count, (threads.getCurrentThreadCpuTime() - before) / 1e3 / count);
  }

  /** Reads a document to its end, including every text. */
  private void read(byte[] document) {
    try {
      var reader = stax.createXMLStreamReader(new ByteArrayInputStream(document));
      var length = 0;
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.CHARACTERS) {
          length += reader.getTextLength();
        }
      }
      reader.close();
      if (length == 0) {
        throw new IllegalStateException("a document has no text");
      }
    } catch (XMLStreamException e) {
      throw new IllegalStateException("StAX can't read what the codec reads and writes", e);
    }
  }

  private byte[] answer(Exchange exchange) {
    if (codec.decode(exchange.request, ZoneOffset.UTC) instanceof Decoded.Message(var message)
        && message.request().service() == exchange.service) {
      return codec.encode(exchange.response, message.version(), message.header());
    }
    throw new IllegalStateException("a request was not understood");
  }

  private static Exchange lookupUser() {
    var privileges =
        List.of(
            privilege("STATUS", "ACTIVE"),
            privilege("PROFILE", "adult"),
            privilege("LIBRARY", "DK-790000"));
    var fields =
        new UserOptionalFields(
            new PersonalNameInformation("Åse", "Ibsen", null),
            List.of(
                new UserAddressInformation(
                    SchemeValue.of("Home"),
                    null,
                    new PhysicalAddress(
                        "Strandvejen 1\n9999 Solbæk", SchemeValue.of("Postal Address")))),
            null,
            List.of(),
            privileges,
            List.of(),
            List.of());
    return new Exchange(
        NcipService.LOOKUP_USER,
        NcipCallers.lookupUser(USER.userIdentifierValue()),
        new LookupUserResponse(
            USER, List.of(), List.of(), List.of(), List.of(), List.of(), fields));
  }

  private static UserPrivilege privilege(String type, String status) {
    return new UserPrivilege(LIBRARY, SchemeValue.of(type), null, SchemeValue.of(status));
  }

  private static Exchange checkOut() {
    return new Exchange(
        NcipService.CHECK_OUT_ITEM,
        NcipCallers.checkOut(USER.userIdentifierValue(), ITEM.itemIdentifierValue()),
        new CheckOutItemResponse(ITEM, USER, Instant.parse("2026-12-27T22:59:59Z"), null));
  }

  private static Exchange checkIn() {
    return new Exchange(
        NcipService.CHECK_IN_ITEM,
        NcipCallers.checkIn(ITEM.itemIdentifierValue()),
        new CheckInItemResponse(ITEM));
  }
}

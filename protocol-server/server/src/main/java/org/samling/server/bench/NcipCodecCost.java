package org.samling.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.samling.ncip.Decoded;
import org.samling.ncip.ItemId;
import org.samling.ncip.NcipCodec;
import org.samling.ncip.NcipLimits;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.CheckInItemResponse;
import org.samling.ncip.NcipResponse.CheckOutItemResponse;
import org.samling.ncip.NcipResponse.LookupUserResponse;
import org.samling.ncip.NcipScheme;
import org.samling.ncip.NcipService;
import org.samling.ncip.SchemeValue;
import org.samling.ncip.UserId;
import org.samling.ncip.UserOptionalFields;
import org.samling.ncip.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.UserOptionalFields.PhysicalAddress;
import org.samling.ncip.UserOptionalFields.UserAddressInformation;
import org.samling.ncip.UserOptionalFields.UserPrivilege;

/** What it costs to read a request and to write its response, on one thread and nothing else. */
final class NcipCodecCost {

  private static final int AT_ONCE = 500;
  private static final SchemeValue LIBRARY = NcipScheme.agency("DK-790000");
  private static final UserId USER = new UserId(LIBRARY, null, "AA2000000001");
  private static final ItemId ITEM = new ItemId(LIBRARY, null, "3890000001");

  private final NcipCodec codec = new NcipCodec(NcipLimits.DEFAULT);

  /** A request, and what is answered to it. */
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
   * What a request took, in microseconds.
   *
   * @param service the service
   * @param requestBytes the length of the request
   * @param responseBytes the length of the response
   * @param thread of the processor, by the thread that read and wrote
   * @param process of all processors, by the whole process: with collecting garbage
   */
  record Cost(
      NcipService service, int requestBytes, int responseBytes, double thread, double process) {}

  /**
   * Measures it.
   *
   * @param warmUp how many seconds do not count
   * @param seconds the length of a round
   * @param rounds how many rounds of each service there are; medians are told
   */
  List<Cost> measure(int warmUp, int seconds, int rounds) {
    var exchanges = List.of(lookupUser(), checkOut(), checkIn());
    for (var exchange : exchanges) {
      round(exchange, warmUp);
    }
    var costs = new ArrayList<Cost>();
    for (var exchange : exchanges) {
      var measured = new ArrayList<Cost>();
      for (var i = 0; i < rounds; i++) {
        measured.add(round(exchange, seconds));
      }
      var any = measured.getFirst();
      costs.add(
          new Cost(
              any.service(),
              any.requestBytes(),
              any.responseBytes(),
              median(measured.stream().mapToDouble(Cost::thread).toArray()),
              median(measured.stream().mapToDouble(Cost::process).toArray())));
    }
    return costs;
  }

  private Cost round(Exchange exchange, int seconds) {
    var threads = ManagementFactory.getThreadMXBean();
    var process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    var length = answer(exchange).length;
    var end = System.nanoTime() + seconds * 1_000_000_000L;
    var threadBefore = threads.getCurrentThreadCpuTime();
    var processBefore = process.getProcessCpuTime();
    var count = 0L;
    do {
      for (var i = 0; i < AT_ONCE; i++) {
        if (answer(exchange).length != length) {
          throw new IllegalStateException("another response was written than before");
        }
      }
      count += AT_ONCE;
    } while (System.nanoTime() < end);
    return new Cost(
        exchange.service,
        exchange.request.length,
        length,
        (threads.getCurrentThreadCpuTime() - threadBefore) / 1e3 / count,
        (process.getProcessCpuTime() - processBefore) / 1e3 / count);
  }

  private byte[] answer(Exchange exchange) {
    if (codec.decode(exchange.request, ZoneOffset.UTC) instanceof Decoded.Message(var message)
        && message.request().service() == exchange.service) {
      return codec.encode(exchange.response, message.version(), message.header());
    }
    throw new IllegalStateException("a request was not understood");
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
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
    return new UserPrivilege(
        LIBRARY, SchemeValue.of(type), null, null, SchemeValue.of(status), null);
  }

  private static Exchange checkOut() {
    return new Exchange(
        NcipService.CHECK_OUT_ITEM,
        NcipCallers.checkOut(USER.userIdentifierValue(), ITEM.itemIdentifierValue()),
        new CheckOutItemResponse(
            ITEM, USER, Instant.parse("2026-12-27T22:59:59Z"), null, null, null, null));
  }

  private static Exchange checkIn() {
    return new Exchange(
        NcipService.CHECK_IN_ITEM,
        NcipCallers.checkIn(ITEM.itemIdentifierValue()),
        new CheckInItemResponse(ITEM, null, null, null, null, null));
  }
}

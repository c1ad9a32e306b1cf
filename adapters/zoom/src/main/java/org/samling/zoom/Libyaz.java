package org.samling.zoom;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandleProxies;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libyaz's ZOOM interface (yaz/zoom.h of version 5) that are called here, under
 * their own names. Each is blocking: connections are used without its asynchronous mode. The
 * interfaces are public for {@link MethodHandleProxies} only.
 */
@SuppressWarnings("restricted") // what this class is for
final class Libyaz {

  /** As Linux and macOS name version 5 of it. */
  private static final String[] NAMES = {"libyaz.so.5", "libyaz.5.dylib"};

  private static final Object LOCK = new Object();
  private static @Nullable Libyaz loaded;

  /** {@code ZOOM_x f(void)}. */
  public interface Make {
    MemorySegment call();
  }

  /** {@code ZOOM_x f(ZOOM_y)}, also with a null. */
  public interface MakeOf {
    MemorySegment call(MemorySegment of);
  }

  /** {@code void f(ZOOM_x)}. */
  public interface Destroy {
    void call(MemorySegment it);
  }

  /** {@code void f(ZOOM_connection, const char *host, int port)}. */
  public interface Connect {
    void call(MemorySegment connection, MemorySegment host, int port);
  }

  /** {@code void f(ZOOM_x, const char *key, const char *value)}. */
  public interface SetOption {
    void call(MemorySegment of, MemorySegment key, MemorySegment value);
  }

  /** {@code const char *f(ZOOM_x, const char *key)}, and what has its shape. */
  public interface Get {
    MemorySegment call(MemorySegment of, MemorySegment key);
  }

  /** {@code int f(ZOOM_x, const char **message, const char **addinfo, const char **set)}. */
  public interface Fault {
    int call(MemorySegment of, MemorySegment message, MemorySegment addinfo, MemorySegment set);
  }

  /** {@code int f(ZOOM_query, const char *text)}. */
  public interface Parse {
    int call(MemorySegment query, MemorySegment text);
  }

  /** {@code int f(ZOOM_resultset, const char *strategy, const char *criteria)}. */
  public interface Sort {
    int call(MemorySegment set, MemorySegment strategy, MemorySegment criteria);
  }

  /** {@code size_t f(ZOOM_x)}. */
  public interface Size {
    long call(MemorySegment of);
  }

  /** {@code ZOOM_record f(ZOOM_resultset, size_t)}. */
  public interface At {
    MemorySegment call(MemorySegment set, long position);
  }

  /** {@code void f(ZOOM_resultset, ZOOM_record *, size_t start, size_t count)}. */
  public interface Fetch {
    void call(MemorySegment set, MemorySegment records, long start, long count);
  }

  /** {@code const char *f(ZOOM_record, const char *type, int *length)}. */
  public interface GetLong {
    MemorySegment call(MemorySegment of, MemorySegment key, MemorySegment length);
  }

  /** {@code const char *f(ZOOM_scanset, size_t, size_t *occurrences, size_t *length)}. */
  public interface TermAt {
    MemorySegment call(
        MemorySegment set, long position, MemorySegment occurrences, MemorySegment length);
  }

  /** {@code void f(ZOOM_package, const char *type)}. */
  public interface Send {
    void call(MemorySegment it, MemorySegment type);
  }

  final MakeOf connectionCreate;
  final Connect connectionConnect;
  final Destroy connectionDestroy;
  final SetOption connectionOptionSet;
  final Get connectionOptionGet;
  final Fault connectionError;
  final Get connectionSearch;
  final Get connectionScan;
  final Get connectionPackage;
  final Make queryCreate;
  final Destroy queryDestroy;
  final Parse queryPrefix;
  final Parse queryCql;
  final Destroy resultSetDestroy;
  final Size resultSetSize;
  final SetOption resultSetOptionSet;
  final Fetch resultSetRecords;
  final At resultSetRecord;
  final Sort resultSetSort;
  final GetLong recordGet;
  final Fault recordError;
  final Size scanSetSize;
  final TermAt scanSetTerm;
  final TermAt scanSetDisplayTerm;
  final Destroy scanSetDestroy;
  final SetOption packageOptionSet;
  final Get packageOptionGet;
  final Send packageSend;
  final Destroy packageDestroy;

  private Libyaz(SymbolLookup symbols) {
    var pointer = FunctionDescriptor.of(ADDRESS);
    var make = pointer.appendArgumentLayouts(ADDRESS);
    var get = make.appendArgumentLayouts(ADDRESS);
    var destroy = FunctionDescriptor.ofVoid(ADDRESS);
    var set = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS);
    var number = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    var parse = number.appendArgumentLayouts(ADDRESS);
    var fault = parse.appendArgumentLayouts(ADDRESS, ADDRESS);
    var size = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    var term = FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    var functions = new Functions(symbols);
    connectionCreate = functions.of("ZOOM_connection_create", make, MakeOf.class);
    connectionConnect =
        functions.of(
            "ZOOM_connection_connect",
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT),
            Connect.class);
    connectionDestroy = functions.of("ZOOM_connection_destroy", destroy, Destroy.class);
    connectionOptionSet = functions.of("ZOOM_connection_option_set", set, SetOption.class);
    connectionOptionGet = functions.of("ZOOM_connection_option_get", get, Get.class);
    connectionError = functions.of("ZOOM_connection_error_x", fault, Fault.class);
    connectionSearch = functions.of("ZOOM_connection_search", get, Get.class);
    connectionScan = functions.of("ZOOM_connection_scan1", get, Get.class);
    connectionPackage = functions.of("ZOOM_connection_package", get, Get.class);
    queryCreate = functions.of("ZOOM_query_create", pointer, Make.class);
    queryDestroy = functions.of("ZOOM_query_destroy", destroy, Destroy.class);
    queryPrefix = functions.of("ZOOM_query_prefix", parse, Parse.class);
    queryCql = functions.of("ZOOM_query_cql", parse, Parse.class);
    resultSetDestroy = functions.of("ZOOM_resultset_destroy", destroy, Destroy.class);
    resultSetSize = functions.of("ZOOM_resultset_size", size, Size.class);
    resultSetOptionSet = functions.of("ZOOM_resultset_option_set", set, SetOption.class);
    resultSetRecords =
        functions.of(
            "ZOOM_resultset_records",
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG),
            Fetch.class);
    resultSetRecord =
        functions.of(
            "ZOOM_resultset_record_immediate", make.appendArgumentLayouts(JAVA_LONG), At.class);
    resultSetSort =
        functions.of("ZOOM_resultset_sort1", parse.appendArgumentLayouts(ADDRESS), Sort.class);
    recordGet = functions.of("ZOOM_record_get", get.appendArgumentLayouts(ADDRESS), GetLong.class);
    recordError = functions.of("ZOOM_record_error", fault, Fault.class);
    scanSetSize = functions.of("ZOOM_scanset_size", size, Size.class);
    scanSetTerm = functions.of("ZOOM_scanset_term", term, TermAt.class);
    scanSetDisplayTerm = functions.of("ZOOM_scanset_display_term", term, TermAt.class);
    scanSetDestroy = functions.of("ZOOM_scanset_destroy", destroy, Destroy.class);
    packageOptionSet = functions.of("ZOOM_package_option_set", set, SetOption.class);
    packageOptionGet = functions.of("ZOOM_package_option_get", get, Get.class);
    packageSend =
        functions.of("ZOOM_package_send", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS), Send.class);
    packageDestroy = functions.of("ZOOM_package_destroy", destroy, Destroy.class);
  }

  /**
   * The library, loaded once for the life of the process.
   *
   * @throws ZoomUnavailableException where there is none, or one without these functions
   */
  static Libyaz load() {
    synchronized (LOCK) {
      if (loaded == null) {
        loaded = load(NAMES);
      }
      return loaded;
    }
  }

  /** Loads the first library there is of some. */
  static Libyaz load(String... names) {
    try {
      return new Libyaz(symbols(names));
    } catch (IllegalArgumentException e) {
      throw new ZoomUnavailableException(
          "Other catalogues are asked with libyaz 5, and it can't be used here (%s). Debian and Ubuntu have it in the package libyaz5, Homebrew in yaz."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static SymbolLookup symbols(String... names) {
    var missing = new IllegalArgumentException("there is no " + String.join(" or ", names));
    for (var name : names) {
      try {
        return SymbolLookup.libraryLookup(name, Arena.global());
      } catch (IllegalArgumentException e) {
        missing.addSuppressed(e);
      }
    }
    throw missing;
  }

  private record Functions(SymbolLookup symbols) {

    <T> T of(String name, FunctionDescriptor shape, Class<T> type) {
      var address =
          symbols
              .find(name)
              .orElseThrow(() -> new IllegalArgumentException("libyaz has no " + name));
      return MethodHandleProxies.asInterfaceInstance(
          type, Linker.nativeLinker().downcallHandle(address, shape));
    }
  }

  /** The text at a pointer; null for a null pointer. */
  static @Nullable String text(MemorySegment pointer) {
    return pointer.equals(MemorySegment.NULL)
        ? null
        : pointer.reinterpret(Long.MAX_VALUE).getString(0, StandardCharsets.UTF_8);
  }

  /** So many bytes at a pointer. */
  static byte[] bytes(MemorySegment pointer, long length) {
    return pointer.reinterpret(length).toArray(JAVA_BYTE);
  }

  /** So many bytes at a pointer, as text. */
  static String utf8(MemorySegment pointer, long length) {
    return new String(bytes(pointer, length), StandardCharsets.UTF_8);
  }

  /** The text that a pointer at a place points to; empty for a null pointer. */
  static String textAt(MemorySegment place) {
    var text = text(place.get(ADDRESS, 0));
    return text == null ? "" : text;
  }
}

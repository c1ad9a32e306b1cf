package org.samling.console.web;

import org.samling.core.staff.Permission;

/**
 * An endpoint of a tenant, below {@code /console/t/TENANT}.
 *
 * @param method GET, which changes nothing, or POST
 * @param path the path below the tenant, with path parameters as {@code :name}
 * @param needs the permission it requires
 * @param takesFile whether its form uploads a file, which is read while it arrives
 * @param handler handles visits
 */
public record Endpoint(
    Method method, String path, Permission needs, boolean takesFile, Handler handler) {

  /** The HTTP method. */
  public enum Method {
    /** Reads. */
    GET,
    /** Changes something. */
    POST
  }

  /** Handles a visit, on a thread that may block. */
  public interface Handler {
    /**
     * Handles a visit.
     *
     * @throws org.samling.core.StoreException if the store fails; the visitor gets an error page
     */
    Reply answer(Visit visit);
  }

  /** Creates an endpoint that reads. */
  public static Endpoint get(String path, Permission needs, Handler handler) {
    return new Endpoint(Method.GET, path, needs, false, handler);
  }

  /** Creates an endpoint that changes something. */
  public static Endpoint post(String path, Permission needs, Handler handler) {
    return new Endpoint(Method.POST, path, needs, false, handler);
  }

  /**
   * Creates an endpoint that accepts a file. Its form is multipart/form-data with the file as its
   * last field; anything after it is ignored.
   */
  public static Endpoint file(String path, Permission needs, Handler handler) {
    return new Endpoint(Method.POST, path, needs, true, handler);
  }
}

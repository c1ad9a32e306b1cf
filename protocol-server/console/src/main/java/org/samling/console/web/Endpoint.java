package org.samling.console.web;

import org.samling.core.staff.Permission;

/**
 * Something that the console can be asked for, of one tenant: below {@code /console/t/TENANT}.
 *
 * @param method GET, which changes nothing, or POST
 * @param path the path behind the tenant, with names of parts as {@code :name}
 * @param needs what who asks must be allowed to do
 * @param takesFile whether its form brings a file, which is read while it arrives
 * @param handler answers
 */
public record Endpoint(
    Method method, String path, Permission needs, boolean takesFile, Handler handler) {

  /** How it is asked. */
  public enum Method {
    /** Asks for something. */
    GET,
    /** Changes something. */
    POST
  }

  /** Answers a visit, on a thread that may wait. */
  public interface Handler {
    /**
     * Answers.
     *
     * @throws org.samling.core.StoreException when the store can't be asked; the visitor is told
     */
    Reply answer(Visit visit);
  }

  /** One that shows something. */
  public static Endpoint get(String path, Permission needs, Handler handler) {
    return new Endpoint(Method.GET, path, needs, false, handler);
  }

  /** One that changes something. */
  public static Endpoint post(String path, Permission needs, Handler handler) {
    return new Endpoint(Method.POST, path, needs, false, handler);
  }

  /**
   * One that takes a file. Its form is of multipart/form-data with the file as its last field; what
   * stands behind it is not looked at.
   */
  public static Endpoint file(String path, Permission needs, Handler handler) {
    return new Endpoint(Method.POST, path, needs, true, handler);
  }
}

/**
 * The operators' own routes: files in the YAML of Apache Camel, and the endpoints by which Samling
 * hands them copies of what it sends.
 */
@NullMarked
package org.samling.exchange.routes;

import org.jspecify.annotations.NullMarked;

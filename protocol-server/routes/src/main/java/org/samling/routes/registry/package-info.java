/**
 * Events of the national person registry. An event about a person becomes a command for each tenant
 * where that person is a patron, under the event's own number, so that it may be repeated.
 */
@NullMarked
package org.samling.routes.registry;

import org.jspecify.annotations.NullMarked;

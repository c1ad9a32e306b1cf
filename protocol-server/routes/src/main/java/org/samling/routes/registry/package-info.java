/**
 * What the national person registry tells. An event names a person; it becomes a command for each
 * tenant of whom that person is a patron, under the event's own number, so that it may come again.
 */
@NullMarked
package org.samling.routes.registry;

import org.jspecify.annotations.NullMarked;

/** Daily tasks of staff, walked in a browser and counted. */
@NullMarked
package org.samling.server.console.daily;

import org.jspecify.annotations.NullMarked;

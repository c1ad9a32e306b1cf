@NullMarked
package org.samling.server.notices;

import org.jspecify.annotations.NullMarked;

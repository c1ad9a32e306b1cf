@NullMarked
package org.samling.server.ncip;

import org.jspecify.annotations.NullMarked;

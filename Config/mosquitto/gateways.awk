# Prints the access rules of every gateway in devices.csv (columns device,channel,gateway,...), to be appended to `acl`:
#   awk -f gateways.awk -v under=ROOT/COMMUNITY devices.csv
# Lines of terminals without a gateway are passed over: the patterns of `acl` serve them.

BEGIN {
    FS = ","
    if (under == "") {
        print "gateways.awk: say -v under=ROOT/COMMUNITY, such as tocsin/v1/330205004001" > "/dev/stderr"
        failed = 1
        exit 1
    }
}

{ sub(/\r$/, ""); gsub(/[ \t"]/, "") }

FNR == 1 {
    sub(/^\357\273\277/, "", $1)
    for (column = 1; column <= NF; column++) place[$column] = column
    if (!("device" in place) || !("gateway" in place)) {
        print FILENAME ": no columns device and gateway" > "/dev/stderr"
        failed = 1
        exit 1
    }
    next
}

$(place["gateway"]) != "" {
    gateway = $(place["gateway"])
    if (!(gateway in terminals)) order[++count] = gateway
    terminals[gateway] = terminals[gateway] " " $(place["device"])
}

END {
    if (failed) exit 1
    for (turn = 1; turn <= count; turn++) {
        gateway = order[turn]
        print ""
        print "user " gateway
        print "topic write " under "/gateway/" gateway "/status"
        number = split(substr(terminals[gateway], 2), devices, " ")
        for (item = 1; item <= number; item++) {
            print "topic write " under "/device/" devices[item] "/receipt"
            print "topic write " under "/device/" devices[item] "/status"
            print "topic read " under "/device/" devices[item] "/command"
        }
    }
}

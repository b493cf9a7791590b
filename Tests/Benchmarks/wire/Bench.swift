import Wire

@main struct Bench { static func main() {} }
